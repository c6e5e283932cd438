// The baseline of a broadcast: streams of server-sent events held open by node:http, and one message written to all of them.
import { createServer } from 'node:http';

/** @type {Set<import('node:http').ServerResponse>} */
const streams = new Set();

createServer((request, response) => {
  if (request.method === 'GET') {
    response.writeHead(200, { 'content-type': 'text/event-stream' });
    response.write(': bare\n\n');
    streams.add(response);
    response.on('close', () => streams.delete(response));
    return;
  }
  let text = '';
  request.setEncoding('utf8');
  request.on('data', (chunk) => { text += chunk; });
  request.on('end', () => {
    const event = `data: ${JSON.stringify({ seq: 1, mri: 1, kind: 'broadcast', text })}\n\n`;
    for (const stream of streams) stream.write(event);
    const answer = '{"outcome":"accepted"}';
    response.writeHead(200, { 'content-type': 'application/json', 'content-length': String(answer.length) });
    response.end(answer);
  });
}).listen(Number(process.env['PORT']), '127.0.0.1');
