import type { Server as NetServer } from 'node:net';
import { asFailure, failureToWire, type Handlers } from '@statewire/bus';
import { Failure } from '@statewire/kernel';
import { ServerTCP } from '@nestjs/microservices';
import type { Address } from './bus-link.js';
import { AnswerSocket } from './bus-socket.js';

export type OnDefect = (service: string, pattern: string, thrown: unknown) => void;

/** A peer that breaks off or sends rubbish loses its connection; that is all there is to do about it. */
class QuietServer extends ServerTCP {
  override handleError(): void {
    return;
  }

  /** The bus knows questions only: what asks for no answer is nobody's. */
  override handleEvent(): Promise<void> {
    return Promise.resolve();
  }
}

/** Where a process answers for its services. */
export type BusDesk = Readonly<{
  serve(service: string, handlers: Handlers): Promise<void>;
  /** The address it listens on, once `serve` has resolved: with port 0 the system chose one. */
  address(): Address | undefined;
  close(): Promise<void>;
}>;

export const busDesk = (listen: Address, onDefect?: OnDefect): BusDesk => {
  const server = new QuietServer({ ...listen, socketClass: AnswerSocket });
  const net = server.unwrap<NetServer>();
  let listening: Promise<void> | undefined;

  const start = () =>
    new Promise<void>((resolve, reject) => {
      const refuse = (cause: unknown) => {
        reject(new Failure('bus/unavailable', `Cannot listen on ${listen.host}:${String(listen.port)}.`, true, { cause }));
      };
      net.once('error', refuse);
      server.listen((error?: unknown) => {
        if (error !== undefined) return;
        net.off('error', refuse);
        resolve();
      });
    });

  const answerer = (service: string, pattern: string, handler: Handlers[string]) => async (asked: { payload?: unknown }) => {
    try {
      return { ok: await handler(asked.payload as never) };
    } catch (thrown) {
      const failure = asFailure(service, pattern, thrown);
      if (failure !== thrown) onDefect?.(service, pattern, thrown);
      return { failed: failureToWire(failure) };
    }
  };

  return {
    serve: async (service, handlers) => {
      for (const [pattern, handler] of Object.entries(handlers)) server.addHandler(`${service}/${pattern}`, answerer(service, pattern, handler));
      listening ??= start();
      try {
        await listening;
      } catch (failure) {
        // The next attempt is a new one: the port may be free by then.
        listening = undefined;
        throw failure;
      }
    },
    address: () => {
      const at = net.address();
      return typeof at === 'object' && at !== null ? { host: at.address, port: at.port } : undefined;
    },
    close: async () => {
      if (!net.listening) return;
      const closed = new Promise<void>((resolve) => { net.once('close', resolve); });
      server.close();
      await closed;
    },
  };
};
