import { hash } from 'node:crypto';
import type { Hash } from './identity.js';

/** SHA-256 of bytes, or of a text's UTF-8, as the 43 characters of a {@link Hash}. */
export const sha256 = (data: Uint8Array | string): Hash => hash('sha256', data, 'base64url');
