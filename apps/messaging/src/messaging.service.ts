import { Inject, Injectable } from '@nestjs/common';
import { recipientsOf } from '@statewire/access';
import { ohioText } from '@statewire/clock';
import { isControlRoom, LEADS_CONTROL, RECORD_LEDGERS, type AcknowledgeMail, type AwaitMail, type LedgerName, type Mail, type MailPage, type ReadMail, type ReceiptsAnswer, type ReceiptsRequest } from '@statewire/contracts';
import { Failure, type JsonObject } from '@statewire/kernel';
import { positionText, type Commit, type OpenedEvent } from '@statewire/ledger';
import type { Following } from '@statewire/projector';
import { causedId, placesShown, PLATFORM, sendCommand, type HostedLedger, type Platform, type Service } from '@statewire/service-kit';
import type { View } from '@statewire/views';
import { randomUUID } from 'node:crypto';
import { isWithin, joined, type Stretch } from './domain/box.js';
import { mailboxDecider, type Post } from './domain/mailbox.decider.js';
import { awaitMail, belledView } from './belled-view.js';
import { MailBell } from './mail-bell.js';
import { postMail } from './posting.js';
import { mailboxes, mailEnd, mailKey } from './projections/mailboxes.projection.js';
import { deliveryOf, inoperativeNotice, undeliveredNotice } from './reactions/deliveries.js';
import { hitNoticesOf, tellsOfHits } from './reactions/hit-notices.js';
import { bringsLateWords, lateWordsOf } from './reactions/late-answers.js';
import { lineNoticesOf, tellsOfLines } from './reactions/notices-of-the-line.js';
import type { Addresses, Notice } from './reactions/notice.js';
import { noticesOf, tellsOfRecords } from './reactions/notices.js';
import { bringsVehicles, tellOfWhatIsTowedAndStolen } from './reactions/tell-of-what-is-towed-and-stolen.js';
import { tellsOfValidation, tellWhatWasNotValidated } from './reactions/tell-what-was-not-validated.js';
import { receiptsAnswer, receiptsOf } from './receipts.js';
import { rollPosting } from './roll-posting.js';

const COMMAND_TIMEOUT_MS = 10_000;
/** A final word waits for the hot-file view: it comes when every inquiry shows its effect. */
const VISIBLE_TIMEOUT_MS = 5_000;
const PAGE_MAX = 200;

/** A message as its terminal gets it. */
const mailOf = ({ terminal: _, ...doc }: JsonObject): Mail => ({ ...(doc as unknown as Mail), at: ohioText(String(doc['at'])) });

/** Administrative messages, notices and mailboxes. Owner of the messages ledger; the home of a delivery is its terminal. */
@Injectable()
export class MessagingService implements Service {
  readonly name = 'messaging';
  private readonly ledger: HostedLedger;
  private view: View | undefined;
  private readonly bell = new MailBell();
  private projecting: Following | undefined;
  private followed: readonly Following[] = [];
  private readonly postRoll: ReturnType<typeof rollPosting>;
  /** What was handed over last of each terminal's mail, as this process knows; the desk knows better. */
  private readonly delivered = new Map<string, Stretch>();

  constructor(@Inject(PLATFORM) private readonly platform: Platform) {
    this.ledger = platform.host('messages', () => mailboxDecider);
    this.postRoll = rollPosting(platform, {
      post: (post, id) => this.post(post, id),
      isPosted: async (terminal, command) => (await this.ledger.recall(terminal, command, COMMAND_TIMEOUT_MS)) !== undefined,
    });
    platform.register(this);
  }

  async start(): Promise<void> {
    const { platform } = this;
    const { views } = platform.ports;
    const view = await views.open('mailboxes', mailboxes.version);
    this.view = view;
    await this.ledger.start();
    const projecting = platform.project({ ...mailboxes, ledgers: ['messages'], view: belledView(view, this.bell) });
    this.projecting = projecting;
    const mail = { post: (post: Post, id: string) => this.post(post, id), addresses: this.addresses, untilVisible: (position: string) => this.untilVisible(position) };
    this.followed = [
      projecting,
      platform.react({
        name: 'deliver', ledgers: ['messages'], concurrency: 64, atOnceMax: 128, checkpoints: await views.open('deliver', 1),
        concerns: ({ body }) => body.ev.some(({ t }) => this.delivering[t] !== undefined),
        handle: (commit) => this.deliver(commit),
      }),
      platform.react({
        name: 'notify-of-records', ledgers: RECORD_LEDGERS, concurrency: 64, atOnceMax: 128, checkpoints: await views.open('notify-of-records', 1),
        laneOf: ({ body }) => body.ev[0]?.s ?? '', concerns: tellsOfRecords,
        handle: (commit) => this.notify(commit, noticesOf(commit, platform.partitions, this.addresses), true),
      }),
      platform.react({
        name: 'notify-of-lines', ledgers: ['exchange'], checkpoints: await views.open('notify-of-lines', 1), concerns: tellsOfLines,
        handle: (commit) => this.notify(commit, lineNoticesOf(commit, platform.partitions, this.addresses), false),
      }),
      platform.react({
        name: 'notify-of-hits', ledgers: ['journal'], concurrency: 64, atOnceMax: 128, checkpoints: await views.open('notify-of-hits', 1), concerns: tellsOfHits,
        handle: (commit) => this.notify(commit, hitNoticesOf(commit, platform.partitions, this.addresses), false),
      }),
      platform.react({
        name: 'bring-late-answers', ledgers: ['journal'], checkpoints: await views.open('bring-late-answers', 1), concerns: bringsLateWords,
        handle: async (commit) => { for (const { post, id } of lateWordsOf(commit)) await this.post(post, id); },
      }),
      platform.react({
        name: 'tell-what-was-not-validated', ledgers: RECORD_LEDGERS, concurrency: 64, checkpoints: await views.open('tell-what-was-not-validated', 1), concerns: tellsOfValidation,
        handle: tellWhatWasNotValidated(platform, mail),
      }),
      platform.react({
        name: 'tell-of-what-is-towed-and-stolen', ledgers: RECORD_LEDGERS, concurrency: 64, checkpoints: await views.open('tell-of-what-is-towed-and-stolen', 1),
        laneOf: ({ body }) => body.ev[0]?.s ?? '',
        concerns: bringsVehicles,
        handle: tellOfWhatIsTowedAndStolen(platform, mail),
      }),
    ];
    await Promise.all(this.followed.map((each) => each.start()));
    await platform.serve(this, {
      ...this.ledger.handlers,
      read: (request: ReadMail) => this.read(request),
      acknowledge: (request: AcknowledgeMail) => this.acknowledge(request),
      'await-mail': (request: AwaitMail) => awaitMail(this.view, this.bell, request),
      receipts: ({ mri }: ReceiptsRequest) => this.receipts(mri),
      places: ({ ledger }: { ledger: LedgerName }) => placesShown(platform.feed(ledger), view, projecting),
    });
  }

  async stop(): Promise<void> {
    this.bell.stop();
    await Promise.all(this.followed.map((each) => each.stop()));
    await this.ledger.stop();
  }

  async resting(): Promise<boolean> {
    const quiet = await Promise.all(this.followed.map((each) => each.resting()));
    return this.ledger.resting() && quiet.every(Boolean);
  }

  private readonly addresses: Addresses = {
    terminalsOf: (ori) => this.platform.directory.terminalsOf(ori).map(({ id }) => id),
    controlRoom: () =>
      [...this.platform.directory.agencies.values()]
        .filter(isControlRoom)
        .flatMap(({ ori }) => this.platform.directory.terminalsOf(ori).map(({ id }) => id)),
    reachedBy: (destinations, sender) => recipientsOf(destinations, this.platform.directory, sender).terminals,
  };

  private async notify(commit: Commit, notices: readonly Notice[], waitsForView: boolean): Promise<void> {
    if (notices.length === 0) return;
    if (waitsForView) await this.untilVisible(positionText(commit.position));
    for (const [n, { terminals, post, roll }] of notices.entries()) {
      if (roll === undefined) await this.post({ ...post, terminals }, causedId(commit, `mail${String(n)}`));
      else await this.postRoll(commit, { ...post, terminals }, roll);
    }
  }

  /** What a terminal has sent goes to its recipients, and back to it what became of that. */
  private readonly delivering: Readonly<Record<string, (commit: Commit, event: OpenedEvent, n: number) => Promise<void>>> = {
    'message.sent': async (commit, event, n) => {
      await this.post(deliveryOf(event), causedId(commit, `copy${String(n)}`));
      await this.tell(inoperativeNotice(commit, this.platform.partitions, event), causedId(commit, 'inoperative'));
    },
    'message.overdue': async (commit, { d }) => {
      // Only what the view shows to the end says who has it.
      await this.projecting?.caughtUp();
      const found = this.view && (await receiptsOf(this.view, Number(d['mri'])));
      const late = found?.receipts.filter(({ deliveredAt }) => deliveredAt === undefined).map(({ terminal }) => terminal) ?? [];
      await this.tell(found && undeliveredNotice(commit, this.platform.partitions, found.sent, late), causedId(commit, 'undelivered'));
    },
  };

  private async deliver(commit: Commit): Promise<void> {
    for (const [n, event] of commit.body.ev.entries()) await this.delivering[event.t]?.(commit, event, n);
  }

  private async tell(post: Post | undefined, id: string): Promise<void> {
    if (post !== undefined) await this.post(post, id);
  }

  private async untilVisible(position: string): Promise<void> {
    const shown = await this.platform.bus.ask<boolean>(
      'inquiry', 'await', { positions: [position], timeoutMs: VISIBLE_TIMEOUT_MS }, VISIBLE_TIMEOUT_MS + 1_000);
    if (!shown) throw new Failure('messaging/not-visible', 'the hot-file view does not show the record yet', true);
  }

  private post(post: Post, id: string): Promise<void> {
    return postMail(this.platform, post, id);
  }

  /** Reading hands over, unless it only looks: that is in the ledger before the messages leave. */
  private async read({ terminal, after, limit, operator, handsOver }: ReadMail): Promise<MailPage> {
    const found = await this.view?.range(mailKey(terminal, after + 1), mailEnd(terminal), Math.min(limit, PAGE_MAX));
    const messages = (found ?? []).map(({ doc }): Mail => mailOf(doc));
    const [from, upTo] = [messages.at(0)?.seq ?? 0, messages.at(-1)?.seq ?? 0];
    const known = this.delivered.get(terminal);
    if (handsOver && upTo > 0 && !isWithin([from, upTo], known)) {
      const by = { ori: LEADS_CONTROL, device: terminal, user: operator };
      const command = { id: randomUUID(), type: 'DeliverMail', key: terminal, by, payload: { terminal, from, upTo } };
      await sendCommand(this.platform.bus, 'messages', command, COMMAND_TIMEOUT_MS);
      this.delivered.set(terminal, joined([from, upTo], known));
    }
    return { messages };
  }

  private receipts(mri: number): Promise<ReceiptsAnswer> {
    return this.view === undefined ? Promise.resolve({}) : receiptsAnswer(this.view, mri);
  }

  private async acknowledge({ terminal, seq, operator }: AcknowledgeMail): Promise<boolean> {
    const by = { ori: LEADS_CONTROL, device: terminal, user: operator };
    const command = { id: randomUUID(), type: 'AcknowledgeMail', key: terminal, by, payload: { terminal, seq } };
    return (await sendCommand(this.platform.bus, 'messages', command, COMMAND_TIMEOUT_MS)).out === 'accepted';
  }
}
