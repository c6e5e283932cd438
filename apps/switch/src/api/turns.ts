import { PassingMap } from '@statewire/kernel';

/** Work that has to be done one after another, by its key; whatever became of the one before. */
export class Turns {
  private readonly last = new PassingMap<string, Promise<unknown>>();

  async take<T>(key: string, work: () => Promise<T>): Promise<T> {
    const before = this.last.get(key) ?? Promise.resolve();
    const mine = before.catch(() => undefined).then(work);
    this.last.set(key, mine);
    try {
      return await mine;
    } finally {
      if (this.last.get(key) === mine) this.last.delete(key);
    }
  }
}
