import { Buffer } from 'node:buffer';
import type { Socket } from 'node:net';
import { Failure, isFailure } from '@statewire/kernel';
import { failureToWire } from '@statewire/bus';
import { TcpSocket } from '@nestjs/microservices';

/** A bulk answer is a page of some thousand records; whatever is longer is a mistake or an attack. */
export const messageBytesMax = 32 * 1024 * 1024;
/** What may wait for a peer that reads nothing, before it is given up. */
const unsentBytesMax = 256 * 1024 * 1024;
const lengthBytes = 4;

const encode = (message: unknown): Buffer => {
  let text: string;
  try {
    text = JSON.stringify(message);
  } catch (cause) {
    throw new Failure('bus/defect', 'A message is not JSON.', false, { cause });
  }
  const length = Buffer.byteLength(text);
  if (length > messageBytesMax) throw new Failure('bus/defect', `A message has ${String(length)} bytes, more than ${String(messageBytesMax)}.`, false);
  const frame = Buffer.allocUnsafe(lengthBytes + length);
  frame.writeUInt32BE(length);
  frame.write(text, lengthBytes);
  return frame;
};

/**
 * Nest's messages, each behind its length in four bytes. Nest's own socket stops reading while it cannot write; two such
 * sockets that both have much to say wait for each other for ever. This one always reads, which is safe because the
 * bus bounds the open questions.
 */
export class BusSocket extends TcpSocket {
  #received: Buffer[] = [];
  #receivedBytes = 0;
  /** Bytes there must be before it is worth looking: a length, or a length and its message. */
  #neededBytes = lengthBytes;

  constructor(socket: Socket) {
    super(socket);
    socket.setNoDelay(true);
  }

  protected handleSend(message: unknown, callback?: (error?: unknown) => void): void {
    this.socket.write(encode(message), callback);
    if (this.socket.writableLength > unsentBytesMax) this.handleDataError(new Error('the peer reads nothing'), { destroy: true });
  }

  protected handleData(data: Buffer | string): void {
    const chunk = typeof data === 'string' ? Buffer.from(data) : data;
    this.#received.push(chunk);
    this.#receivedBytes += chunk.length;
    if (this.#receivedBytes < this.#neededBytes) return;

    let rest = this.#received.length === 1 ? chunk : Buffer.concat(this.#received);
    this.#neededBytes = lengthBytes;
    while (rest.length >= lengthBytes) {
      const length = rest.readUInt32BE();
      if (length > messageBytesMax) {
        this.#received = [];
        this.handleDataError(new Error(`a message of ${String(length)} bytes was announced`), { destroy: true });
        return;
      }
      this.#neededBytes = lengthBytes + length;
      if (rest.length < this.#neededBytes) break;
      const message = rest.toString('utf8', lengthBytes, this.#neededBytes);
      rest = rest.subarray(this.#neededBytes);
      this.#neededBytes = lengthBytes;
      this.emitMessage(message);
    }
    this.#received = [rest];
    this.#receivedBytes = rest.length;
  }
}

/** The answering side: an answer that cannot be sent becomes a defect, or its asker would wait for nothing. */
export class AnswerSocket extends BusSocket {
  override sendMessage(message: { id?: unknown }, callback?: (error?: unknown) => void): void {
    try {
      super.sendMessage(message, callback);
    } catch (thrown) {
      if (!isFailure(thrown)) throw thrown;
      super.sendMessage({ id: message.id, isDisposed: true, response: { failed: failureToWire(thrown) } }, callback);
    }
  }
}
