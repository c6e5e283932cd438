// One kept-alive HTTP/1.1 connection that does as little as can be done: what is measured is the server.
import { connect } from 'node:net';

const HEAD_END = '\r\n\r\n';

/**
 * A whole request as bytes, made once where it is sent often.
 * @param {string} method @param {string} path @param {Readonly<Record<string, string>>} headers @param {string} [body]
 */
export const requestText = (method, path, headers, body = '') => {
  const lines = Object.entries({ host: 'bench', ...headers, 'content-length': String(Buffer.byteLength(body)) }).map(([name, value]) => `${name}: ${value}\r\n`);
  return `${method} ${path} HTTP/1.1\r\n${lines.join('')}\r\n${body}`;
};

/** @param {string} url */
export const openConnection = (url) => {
  const { hostname, port } = new URL(url);
  const socket = connect({ host: hostname, port: Number(port), noDelay: true });
  /** @type {{ resolve: (answer: { status: number, body: string }) => void, reject: (cause: Error) => void } | undefined} */
  let asking;
  let received = '';
  let isOpen = true;

  const fail = (/** @type {Error} */ cause) => {
    asking?.reject(cause);
    asking = undefined;
  };
  socket.setEncoding('latin1');
  socket.on('error', fail);
  socket.on('close', () => {
    isOpen = false;
    fail(new Error('the connection was closed'));
  });
  socket.on('data', (chunk) => {
    received += chunk;
    const headEnd = received.indexOf(HEAD_END);
    if (headEnd === -1) return;
    const length = Number(/^content-length: *(\d+)/im.exec(received.slice(0, headEnd))?.[1] ?? 0);
    if (received.length < headEnd + HEAD_END.length + length) return;
    const answer = { status: Number(received.slice(9, 12)), body: received.slice(headEnd + HEAD_END.length) };
    received = '';
    const asked = asking;
    asking = undefined;
    asked?.resolve(answer);
  });

  return {
    /** @param {string} text @returns {Promise<{ status: number, body: string }>} one at a time */
    ask: (text) =>
      new Promise((resolve, reject) => {
        if (!isOpen) throw new Error('the connection was closed');
        asking = { resolve, reject };
        socket.write(text);
      }),
    /** Not closed by the other side, as far as is known. */
    isOpen: () => isOpen,
    close: () => socket.destroy(),
  };
};
