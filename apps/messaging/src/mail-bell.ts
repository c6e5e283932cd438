import { PassingMap } from '@statewire/kernel';

/** Wakes whoever waits for a terminal's mail. */
export class MailBell {
  private readonly waiting = new PassingMap<string, Set<() => void>>();

  /** True once the terminal's bell has rung or everybody is sent away, false when it has not rung for so long or the waiter leaves. */
  wait(terminal: string, waitMs: number): Readonly<{ rung: Promise<boolean>; leave: () => void }> {
    let leave = (): void => undefined;
    const rung = new Promise<boolean>((resolve) => {
      const end = (answer: boolean): void => {
        clearTimeout(timer);
        const others = this.waiting.get(terminal);
        others?.delete(ring);
        if (others?.size === 0) this.waiting.delete(terminal);
        resolve(answer);
      };
      const ring = (): void => { end(true); };
      leave = () => { end(false); };
      const timer = setTimeout(leave, waitMs);
      const before = this.waiting.get(terminal);
      if (before === undefined) this.waiting.set(terminal, new Set([ring]));
      else before.add(ring);
    });
    return { rung, leave };
  }

  ring(terminal: string): void {
    for (const ring of [...(this.waiting.get(terminal) ?? [])]) ring();
  }

  /** Sends everybody away: they ask again. */
  stop(): void {
    for (const terminal of this.waiting.keys()) this.ring(terminal);
  }
}
