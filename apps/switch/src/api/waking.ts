/** Waits for one thing after another, and can be woken from each. It holds nothing of what it no longer waits for. */
export class Waking {
  private resolve: () => void = () => undefined;

  /** Until the work is done, however it ends, or somebody wakes. */
  until(work: Promise<unknown>): Promise<void> {
    return new Promise((resolve) => {
      this.resolve = resolve;
      work.then(() => { resolve(); }, () => { resolve(); });
    });
  }

  wake(): void {
    this.resolve();
  }
}
