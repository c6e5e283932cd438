import { STREAM_LEDGERS } from '@statewire/contracts';

const json = (schema: object) => ({ content: { 'application/json': { schema } } });
const ref = (name: string) => ({ $ref: `#/components/schemas/${name}` });
const problemAnswer = (description: string) => ({ description, content: { 'application/problem+json': { schema: ref('Problem') } } });
const secured = [{ session: [] }];
const keyUsed = problemAnswer('the key was used with other content, or by another operator of the terminal');
const unauthorized = { 401: problemAnswer('no session, or one that is over') };
const text = { type: 'string' } as const;
const number = { type: 'integer' } as const;
const instant = { type: 'string', format: 'date-time' } as const;
const day = { type: 'string', format: 'date' } as const;
const path = (name: string, description: string, schema: object = text) => ({ name, in: 'path', required: true, description, schema });
const query = (name: string, description: string) => ({ name, in: 'query', required: false, description, schema: text });
const header = (name: string, description: string, schema: object = text) => ({ name, in: 'header', required: false, description, schema });
const idempotencyKey = header('Idempotency-Key', 'the same key again from the same operator gets the same reply and does nothing', { type: 'string', maxLength: 64 });
const plain = (...types: readonly string[]) => ({ content: Object.fromEntries(types.map((type) => [type, { schema: text }])) });
const sse = (description: string) => ({ description, content: { 'text/event-stream': { schema: text } } });
const object = (properties: object, required: readonly string[] = Object.keys(properties)) => ({ type: 'object', properties, required });
const list = (items: object) => ({ type: 'array', items });

const fieldValues = { type: 'object', additionalProperties: list(text) };
const recordNeeds = ['file', 'idx', 'lid', 'kind', 'mke', 'ori', 'status', 'version', 'fields'];
const recordMembers = {
  file: text, idx: text, lid: text, nic: text, kind: text, mke: text, ori: text, status: text, version: number, fields: fieldValues, entered: instant,
  parts: { type: 'object', additionalProperties: fieldValues },
  located: object({ by: text, date: text, disposition: text, case: text }, ['by', 'date']), ended: object({ by: text, at: instant, fields: fieldValues }), reason: text, refusal: text,
  change: object({ changed: list(text), fields: fieldValues, parts: { type: 'object', additionalProperties: fieldValues } }, ['changed', 'fields']),
};

const listDays = { month: text, available: day, due: day, closed: day };
const tooManyStreams = problemAnswer('the session has too many streams open');
const notTac = 'for the TAC of an agency that enters records';

/** What a stream holds; of messages that is easily taken for more. */
const streamsTell = 'message: the messages that terminals have sent. What the system sends by itself, such as an AMBER alert or a COP broadcast, comes to mailboxes, and here as an event of its record in the stream of the record’s file.';

const schemas = {
  Problem: object({ type: text, title: text, status: number, detail: text, errors: list(text) }, ['type', 'title', 'status']),
  LogOn: object({ operator: text, password: text, terminal: text, otp: text }, ['operator', 'password', 'terminal']),
  Session: object({ token: text, expiresAt: instant, banner: text, operator: text, terminal: text }),
  Fields: { type: 'object', additionalProperties: { oneOf: [text, list(text)] } },
  Message: object({ mke: text, ori: text, args: list(text), fields: ref('Fields') }, ['mke']),
  RecordRef: object({ file: text, idx: text, lid: text, nic: text, status: text }, ['file', 'idx', 'lid', 'status']),
  ShownRef: object({ file: text, idx: text, lid: text, nic: text, status: text, ori: text }, ['file', 'idx', 'lid', 'status']),
  Response: object({ source: text, mke: text, background: { enum: ['red', 'blue', 'green', 'yellow', 'purple', 'none'] }, text, record: ref('ShownRef'), images: list(ref('ImageRef')) }, [
    'source', 'mke', 'background', 'text',
  ]),
  ImageRef: object({ imn: text, imt: text, doi: text, mis: text, href: text }),
  Fault: object({ code: text, tag: text, idx: text, why: text, nth: number, destination: text, says: text }, ['code', 'says']),
  Reply: object(
    {
      mri: number, mke: text, ori: text, at: instant, outcome: { enum: ['answered', 'accepted', 'pending', 'rejected'] }, code: text, text,
      responses: list(ref('Response')), faults: list(ref('Fault')), record: ref('RecordRef'), position: text,
    },
    ['mri', 'mke', 'ori', 'at', 'outcome', 'code', 'text', 'responses'],
  ),
  Mail: object({
    seq: number, mri: number, kind: { enum: ['administrative', 'broadcast', 'hit-confirmation', 'notice', 'response'] }, mke: text, from: text, to: text,
    at: instant, background: text, text, re: number, record: ref('RecordRef'), position: text,
  }, ['seq', 'mri', 'kind', 'mke', 'from', 'to', 'at', 'background', 'text']),
  MailPage: object({ messages: list(ref('Mail')) }),
  Preview: object({
    mke: text,
    destinations: list(object({ destination: text, title: text, agencies: number, terminals: number, caution: text }, ['destination', 'title', 'agencies', 'terminals'])),
    agencies: list(object({ ori: text, name: text, city: text, county: { type: ['integer', 'null'] }, terminals: list(object({ id: text, operative: { type: 'boolean' } })) })),
    agencyCount: number, terminalCount: number, inoperativeCount: number, faults: list(ref('Fault')),
  }),
  Receipts: object({
    mri: number, mke: text, from: text, to: text, at: instant, addressed: number, delivered: number, acknowledged: number,
    receipts: list(object({ terminal: text, deliveredAt: instant, acknowledgedAt: instant, acknowledgedBy: text }, ['terminal'])),
  }),
  Record: object({ ...recordMembers, at: instant, position: text }, [...recordNeeds, 'at', 'position']),
  ListedRecord: object({ ...recordMembers, images: list(ref('ImageRef')) }, recordNeeds),
  Chapter: object({
    version: number, type: text, at: instant, position: text, by: object({ ori: text, device: text, user: text }), record: object(recordMembers, recordNeeds),
  }),
  History: object({ idx: text, events: list(ref('Chapter')) }),
  /** Which services do not answer, and what the operator should know. */
  Readiness: object({ status: { enum: ['ready', 'starting', 'full'] }, missing: list(text), notes: list(text) }),
  Clock: object({ now: instant, simulated: { type: 'boolean' } }),
};

const paths = {
  '/v1/sessions': {
    post: {
      summary: 'Log on', requestBody: { required: true, ...json(ref('LogOn')) },
      responses: { 201: { description: 'a session', ...json(ref('Session')) }, 400: problemAnswer('a field does not fit'), 401: problemAnswer('some part is wrong'), 415: problemAnswer('no JSON'), 423: problemAnswer('locked out'), 503: problemAnswer('too many log on at once, or a part does not answer') },
    },
  },
  '/v1/sessions/current': { delete: { summary: 'Log off', security: secured, responses: { 204: { description: 'logged off' }, ...unauthorized } } },
  '/v1/transmissions': {
    post: {
      summary: 'Transmit one message', security: secured,
      parameters: [idempotencyKey],
      requestBody: { required: true, content: { 'text/plain': { schema: text }, 'application/json': { schema: ref('Message') } } },
      responses: {
        200: { description: 'the reply', ...json(ref('Reply')) }, 400: problemAnswer('broken JSON, or a name in it given twice'), ...unauthorized, 413: problemAnswer('over 256 KiB, with an image 2 MiB'),
        415: problemAnswer('neither text nor JSON'), 422: keyUsed, 503: problemAnswer('in-doubt: send it again with its key'),
      },
    },
  },
  '/v1/messages': {
    get: { summary: 'Read the terminal’s mailbox', security: secured, parameters: [query('after', 'number of the last message held')], responses: { 200: { description: 'at most 200, oldest first', ...json(ref('MailPage')) }, ...unauthorized, 400: problemAnswer('no number of a message') } },
  },
  '/v1/messages/stream': {
    get: {
      summary: 'The mailbox as server-sent events', security: secured,
      parameters: [query('after', 'number of the last message held: begins after it'), header('Last-Event-ID', 'the same, and comes before it: what a client sends that was cut off')],
      responses: { 200: sse('a message an event'), ...unauthorized, 400: problemAnswer('no number of a message'), 429: tooManyStreams },
    },
  },
  '/v1/messages/{seq}/acknowledge': {
    post: { summary: 'Note who took a message', security: secured, parameters: [path('seq', 'the message')], responses: { 204: { description: 'noted' }, ...unauthorized, 400: problemAnswer('no number of a message'), 404: problemAnswer('no such message') } },
  },
  '/v1/broadcasts/preview': {
    post: {
      summary: 'Whom a message would reach, by agency and terminal; nothing is sent', security: secured,
      requestBody: { required: true, content: { 'text/plain': { schema: text }, 'application/json': { schema: { oneOf: [ref('Message'), object({ dri: { oneOf: [text, list(text)] } })] } } } },
      responses: { 200: { description: 'its recipients, and why it would be refused', ...json(ref('Preview')) }, 400: problemAnswer('no message to terminals'), ...unauthorized, 415: problemAnswer('neither text nor JSON') },
    },
  },
  '/v1/broadcasts/{mri}': {
    get: { summary: 'Who has a message and who took it when', security: secured, parameters: [path('mri', 'the message, by the number in its reply')], responses: { 200: { description: 'a receipt for each recipient', ...json(ref('Receipts')) }, ...unauthorized, 404: problemAnswer('none that this agency has sent') } },
  },
  '/v1/records/{idx}': {
    get: { summary: 'A record, now or as it stood', security: secured, parameters: [path('idx', 'IDX'), query('asOf', 'an instant with offset')], responses: { 200: { description: 'the record', ...json(ref('Record')) }, ...unauthorized, 400: problemAnswer('asOf is no instant'), 404: problemAnswer('none that may be shown') } },
  },
  '/v1/records/{idx}/history': {
    get: { summary: 'Every event of a record', security: secured, parameters: [path('idx', 'IDX')], responses: { 200: { description: 'oldest first', ...json(ref('History')) }, ...unauthorized, 403: problemAnswer('for the owner and auditors'), 404: problemAnswer('no such record') } },
  },
  '/v1/images/{imn}': {
    get: {
      summary: 'The picture of an image', security: secured, parameters: [path('imn', 'IMN')],
      responses: { 200: { description: 'the picture', content: { 'image/jpeg': { schema: { type: 'string', format: 'binary' } } } }, ...unauthorized, 404: problemAnswer('none that may be shown, or it is damaged') },
    },
  },
  '/v1/validations': {
    get: { summary: 'The validation lists that an agency can work on now', security: secured, responses: { 200: { description: 'the older list first', ...json(object({ ori: text, lists: list(object({ ...listDays, open: number, confirmed: number })) })) }, ...unauthorized, 403: problemAnswer(notTac) } },
  },
  '/v1/validations/{of}': {
    get: {
      summary: 'The records of a validation list', security: secured, parameters: [path('of', 'the month, such as 2027-02'), query('state', 'open (default) or confirmed'), query('after', 'the IDX given as next')],
      responses: { 200: { description: 'at most 500 records in the order of their IDX; next where there are more', ...json(object({ ori: text, ...listDays, state: text, records: list(ref('ListedRecord')), next: text }, ['ori', ...Object.keys(listDays), 'state', 'records'])) }, ...unauthorized, 400: problemAnswer('no such state or IDX'), 403: problemAnswer(notTac), 404: problemAnswer('no list that is open now') },
    },
    post: {
      summary: 'Confirm, modify, clear or cancel a record on a validation list', security: secured, parameters: [path('of', 'the record’s IDX'), idempotencyKey],
      requestBody: { required: true, ...json({ oneOf: [object({ action: { enum: ['confirm'] }, validator: text }, ['action']), object({ action: { enum: ['modify', 'clear', 'cancel'] }, fields: ref('Fields'), validator: text }, ['action', 'fields'])] }) },
      responses: {
        200: { description: 'where the record stands on its list, and the reply to what was sent for it', ...json(object({ idx: text, month: text, state: { enum: ['open', 'confirmed', 'ended'] }, reply: ref('Reply') }, ['idx', 'month', 'state'])) },
        ...unauthorized, 400: problemAnswer('no such action'), 403: problemAnswer(notTac), 404: problemAnswer('no record of the agency’s own'), 409: problemAnswer('on no list that is open now'), 422: keyUsed, 503: problemAnswer('in doubt'),
      },
    },
  },
  '/v1/streams/{file}': {
    get: {
      summary: 'Every event of a file, for regional systems', security: secured,
      parameters: [path('file', streamsTell, { enum: Object.keys(STREAM_LEDGERS) }), query('after', 'the id of an event, or now; left out: from the beginning'), header('Last-Event-ID', 'the id of an event; goes before after')],
      responses: { 200: sse('CloudEvents 1.0; one event of the type caught-up when the past has been sent'), ...unauthorized, 400: problemAnswer('no place in this stream'), 403: problemAnswer('not a regional system, or one without a valid certificate'), 404: problemAnswer('no such stream'), 429: tooManyStreams },
    },
  },
  '/v1/operators/{id}/release': {
    post: { summary: 'Release a locked account', security: secured, parameters: [path('id', 'the operator')], responses: { 204: { description: 'released' }, ...unauthorized, 403: problemAnswer('neither the agency’s TAC nor the control room'), 404: problemAnswer('not locked') } },
  },
  '/v1/terminals/{id}/release': {
    post: { summary: 'Release a locked terminal', security: secured, parameters: [path('id', 'the terminal')], responses: { 204: { description: 'released' }, ...unauthorized, 403: problemAnswer('neither the agency’s TAC nor the control room'), 404: problemAnswer('not locked') } },
  },
  '/v1/clock': {
    get: { summary: 'The simulated clock', responses: { 200: { description: 'its instant', ...json(ref('Clock')) }, 404: problemAnswer('the clock is the system’s') } },
    post: {
      summary: 'Move the simulated clock',
      requestBody: { required: true, ...json({ oneOf: [object({ advance: text }), object({ set: instant })] }) },
      responses: { 200: { description: 'everything is at rest', ...json(ref('Clock')) }, 400: problemAnswer('no duration or instant'), 404: problemAnswer('the clock is the system’s'), 409: problemAnswer('it does not go back') },
    },
  },
  '/healthz': { get: { summary: 'Alive', responses: { 200: { description: 'alive', ...json(object({ status: text })) } } } },
  '/readyz': { get: { summary: 'Every service answers', responses: { 200: { description: 'ready', ...json(ref('Readiness')) }, 503: { description: 'starting, or its disk is nearly full', ...json(ref('Readiness')) } } } },
  '/metrics': { get: { summary: 'Prometheus', responses: { 200: { description: 'metrics', ...plain('text/plain') } } } },
  '/openapi.json': { get: { summary: 'This description', responses: { 200: { description: 'OpenAPI 3.1', ...json({ type: 'object' }) } } } },
  '/': { get: { summary: 'To this description as a page', responses: { 302: { description: 'to /docs' } } } },
  '/docs': { get: { summary: 'This description as a page', responses: { 200: { description: 'a page', ...plain('text/html') } } } },
  '/docs/{file}': { get: { summary: 'Parts of the page', parameters: [path('file', 'name')], responses: { 200: { description: 'a part', ...plain('text/css', 'text/javascript') }, 404: problemAnswer('no such part') } } },
};

type Operation = Readonly<{ summary: string; responses: object }>;

/** What no operation lists, a malformed address or a body too large, is a problem everywhere. */
const refusable = (operation: Operation): Operation => ({ ...operation, responses: { ...operation.responses, default: problemAnswer('any other refusal') } });
const refusableAll = (verbs: object): object =>
  Object.fromEntries(Object.entries(verbs as Readonly<Record<string, Operation>>).map(([verb, operation]) => [verb, refusable(operation)]));

/** OpenAPI 3.1 of every route; a test holds it against the routes themselves. */
export const openApiDocument = {
  openapi: '3.1.0',
  info: { title: 'Statewire', version: '1', description: 'A state’s message switch and its hot files.' },
  paths: Object.fromEntries(Object.entries(paths).map(([path, verbs]) => [path, refusableAll(verbs)])),
  components: { schemas, securitySchemes: { session: { type: 'http', scheme: 'bearer' } } },
};
