/** The two forms in which a message comes over the wire: the dot format and JSON. */
export { formatDot, parseDot } from './dot.codec.js';
export { parseJson } from './json.codec.js';
export { parseSent } from './sent.js';
export type { Parsed } from './parsed.js';
