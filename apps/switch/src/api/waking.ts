/** Waits for one thing after another, and can be woken from each. It holds nothing of what it no longer waits for. */
export class Waking {
  private resolve: () => void = () => undefined;

  /** Until the work is done or somebody wakes. Fails as the work does. */
  until(work: Promise<unknown>): Promise<void> {
    return new Promise((resolve, reject) => {
      this.resolve = resolve;
      work.then(() => { resolve(); }, reject);
    });
  }

  wake(): void {
    this.resolve();
  }
}
