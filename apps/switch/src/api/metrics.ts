import type { Reply } from '@statewire/contracts';
import { collectDefaultMetrics, Counter, Histogram, Registry } from 'prom-client';

/** What Prometheus reads: counts and times, never what was asked or answered. */
export class Metrics {
  private readonly registry = new Registry();
  private readonly transmissions = new Counter({
    name: 'statewire_transmissions_total', help: 'Transmissions answered', labelNames: ['mke', 'outcome', 'code'], registers: [this.registry],
  });
  private readonly seconds = new Histogram({
    name: 'statewire_transmission_seconds', help: 'Time from a transmission to its reply', labelNames: ['outcome'], registers: [this.registry],
    buckets: [0.001, 0.002, 0.005, 0.01, 0.02, 0.05, 0.1, 0.25, 0.5, 1, 2.5, 5, 10],
  });

  constructor() {
    collectDefaultMetrics({ register: this.registry });
  }

  get contentType(): string {
    return this.registry.contentType;
  }

  text(): Promise<string> {
    return this.registry.metrics();
  }

  /** Keys that do not exist count as one: whatever is typed must not become a label. */
  answered({ mke, outcome, code }: Reply, ms: number): void {
    this.transmissions.inc({ mke: code === 'UNKNOWN_MKE' || code === 'FORMAT' ? 'none' : mke, outcome, code });
    this.seconds.observe({ outcome }, ms / 1000);
  }
}
