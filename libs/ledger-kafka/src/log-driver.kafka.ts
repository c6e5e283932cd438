import { Failure } from '@statewire/kernel';
import type { LogDriver, PartitionId } from '@statewire/ledger';
import { appender } from './append.js';
import { linkOpener, linkPool } from './link.js';
import { locator } from './locator.js';
import { reader } from './reader.js';
import { placeOf, topicName, tunedTimes, type KafkaLogConfig } from './settings.js';
import { topicAdmin } from './topics.js';

const replicationDefault = 3;

/**
 * A ledger on Kafka topics, one record a commit. It promises what the port asks and no more: retries, duplicates and
 * rival writers are the chain's to settle. Reads go on through failures until their signal or {@link LogDriver.close} stops them.
 */
export const kafkaLogDriver = (config: KafkaLogConfig): LogDriver => {
  const { brokers, namespace, replication = replicationDefault, clientId = 'statewire', times, log, reach = (address: string) => address } = config;
  if (brokers.length === 0) throw new Failure('ledger-kafka/address', 'no broker is named', false);
  const waits = { ...tunedTimes, ...times };
  const closer = new AbortController();
  const closing = closer.signal;
  const links = linkPool(linkOpener({ clientId, connectionTimeoutMs: waits.connectionTimeoutMs, reach }));
  const leaders = locator({ brokers, links, times: waits, log });
  const append = appender({ links, locator: leaders, times: waits });
  const { fetch, bounds } = reader({ links, locator: leaders, times: waits, closing });
  const admin = topicAdmin({ links, locator: leaders, times: waits, replication, closing, answers: bounds });

  const place = (part: PartitionId) => {
    if (closing.aborted) throw new Failure('ledger-kafka/closed', 'the log driver is closed', false);
    return placeOf(namespace, part);
  };

  return {
    create: async (ledger, gen, partitions) => admin.create(topicName(namespace, ledger, gen), partitions),
    append: async (part, values) => append(place(part), values),
    fetch: async (part, from, limits, stop) => fetch(place(part), from, limits, stop),
    bounds: async (part) => bounds(place(part)),
    verifySettings: async (ledger, gen) => admin.verify(topicName(namespace, ledger, gen)),
    close: async () => {
      closer.abort();
      links.close();
    },
  };
};
