import { unavailable, type Bus } from '@statewire/bus';
import { Failure, type Json } from '@statewire/kernel';
import { busDesk, type OnDefect } from './bus-desk.js';
import { busLink, type Address, type BusLink } from './bus-link.js';

export type NestBusOptions = Readonly<{
  /** `host:port` where this process answers; without it, it only asks. Port 0 lets the system choose. */
  listen?: string;
  /** `host:port` of every service that may be asked. */
  addresses: Readonly<Record<string, string>>;
  /** Told of what a handler threw, since the asker only learns that there was a defect. */
  onDefect?: OnDefect;
}>;

/** `listening` is undefined until something is served. */
export type NestBus = Bus & Readonly<{ listening(): Address | undefined }>;

const ADDRESS = /^(.+):(\d{1,5})$/;

const parseAddress = (service: string, text: string): Address => {
  const [, host, port] = ADDRESS.exec(text) ?? [];
  if (host === undefined) throw new Failure('bus/bad-address', `The address of ${service} is not host:port but ${text}.`, false);
  return { host: host.replace(/^\[(.*)\]$/, '$1'), port: Number(port) };
};

/**
 * The bus between processes, over Nest's TCP transport. A service that was restarted is reached again by the next
 * question; what was open when it went fails with `bus/unavailable`. Failures besides the port's: `bus/bad-address`.
 */
export const nestBus = ({ listen, addresses, onDefect }: NestBusOptions): NestBus => {
  const links = new Map<string, BusLink>(
    Object.entries(addresses).map(([service, address]) => [service, busLink(service, parseAddress(service, address))]),
  );
  const desk = listen === undefined ? undefined : busDesk(parseAddress('this process', listen), onDefect);

  return {
    serve: (service, handlers) =>
      desk?.serve(service, handlers) ?? Promise.reject(new Failure('bus/bad-address', `No address was given on which to answer for ${service}.`, false)),
    ask: <R>(service: string, pattern: string, payload: Json | object, timeoutMs: number) =>
      links.get(service)?.ask<R>(pattern, payload, timeoutMs) ?? Promise.reject(unavailable(service)),
    listening: () => desk?.address(),
    close: async () => {
      for (const link of links.values()) link.close();
      await desk?.close();
    },
  };
};
