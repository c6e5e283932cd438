import type { AlikeAnswer, AlikeRequest } from '@statewire/contracts';
import type { RecordView } from '@statewire/record-file';
import type { Platform } from '@statewire/service-kit';

const ALIKE_TIMEOUT_MS = 3_000;

/** The records on file that hold one of these numbers, at whatever desk they lie. */
export const alike = async ({ bus }: Pick<Platform, 'bus'>, request: AlikeRequest): Promise<readonly RecordView[]> =>
  (await bus.ask<AlikeAnswer>('inquiry', 'alike', request, ALIKE_TIMEOUT_MS)).records as unknown as readonly RecordView[];
