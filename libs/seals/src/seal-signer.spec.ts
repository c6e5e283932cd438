import { generateKeyPairSync, verify } from 'node:crypto';
import { describe, expect, it } from '@jest/globals';
import { isFailure } from '@statewire/kernel';
import { makeSealKey, sealSigner, sealVerifier } from './seal-signer.js';
import { parseSignedSeal, sealHash, sealText, signedSealText } from './seal-text.js';
import type { Seal, SignedSeal } from './seals.port.js';

/** Made once and checked with Python's `cryptography`: the form of a seal never changes again. */
const golden = {
  privateKeyPem: '-----BEGIN PRIVATE KEY-----\nMC4CAQAwBQYDK2VwBCIEIAABAgMEBQYHCAkKCwwNDg8QERITFBUWFxgZGhscHR4f\n-----END PRIVATE KEY-----\n',
  text: '{"installation":"sv-1","ledger":"vehicles","gen":1,"partition":3,"fromSeq":1,"toSeq":4096,"merkleRoot":"AAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAAA","previousSeal":"","time":"2026-11-21T04:10:05.123Z","keyId":"oFCDfYUHBYLM9zlL"}',
  signature: 'mksLA8IC6cVz1SwOskQENb1eKAqL1b2PdCBZFEyr7ZAZvJDHYWqy_c7eYDScXnisD3jTGxtA7zcB8sYaBpnXDg',
  hash: 'L-7xvb3ryX6dqYDNbb1gsAsOiCv4Fc8c2f25CHzY4Go',
};

const signer = sealSigner(golden.privateKeyPem);
const seal: Seal = {
  installation: 'sv-1',
  ledger: 'vehicles',
  gen: 1,
  partition: 3,
  fromSeq: 1,
  toSeq: 4096,
  merkleRoot: 'A'.repeat(43),
  previousSeal: '',
  time: '2026-11-21T04:10:05.123Z',
  keyId: signer.keyId,
};
const signed = signer.sign(seal);
const failureCode = (act: () => unknown): string | undefined => {
  try {
    act();
  } catch (failure) {
    return isFailure(failure) ? failure.code : String(failure);
  }
  return undefined;
};

describe('a seal', () => {
  it('is signed as JSON without spaces, its fields in the order of the port', () => {
    expect(sealText(seal)).toBe(golden.text);
  });

  it('has the same text whatever order its fields come in, and whatever else comes with them', () => {
    const disordered = { note: 'x', ...Object.fromEntries(Object.entries(signed).reverse()) } as unknown as SignedSeal;

    expect([sealText(disordered), signedSealText(disordered)]).toEqual([sealText(seal), signedSealText(signed)]);
  });

  it('carries an Ed25519 signature over that text, which needs nothing of ours to check', () => {
    expect(signed.signature).toBe(golden.signature);
    expect(verify(null, Buffer.from(sealText(seal)), signer.publicKeyPem(), Buffer.from(signed.signature, 'base64url'))).toBe(true);
  });

  it('verifies with the public key of its signer and with no other', () => {
    expect([sealVerifier(signer.publicKeyPem())(signed), sealVerifier(makeSealKey().publicKeyPem)(signed)]).toEqual([true, false]);
  });

  it.each(Object.keys(seal) as (keyof Seal)[])('does not verify once its %s was changed', (field) => {
    const value = signed[field];
    const changed = { ...signed, [field]: typeof value === 'number' ? value + 1 : `${value}x` };

    expect(sealVerifier(signer.publicKeyPem())(changed)).toBe(false);
  });

  it.each([
    ['empty', ''],
    ['no base64', '!'.repeat(86)],
    ['cut', signed.signature.slice(0, -2)],
    ['written another way', `${signed.signature}==`],
  ])('does not verify with a signature that is %s', (_what, signature) => {
    expect(sealVerifier(signer.publicKeyPem())({ ...signed, signature })).toBe(false);
  });

  it('is linked by the hash of its line with the signature', () => {
    expect(sealHash(signed)).toBe(golden.hash);
    expect(sealHash({ ...signed, signature: 'other' })).not.toBe(sealHash(signed));
  });

  it('is read back from its line', () => {
    expect(parseSignedSeal(signedSealText(signed))).toEqual(signed);
  });

  it.each([
    ['torn', signedSealText(signed).slice(0, -5)],
    ['no object', '7'],
    ['null', 'null'],
    ['without a signature', sealText(seal)],
    ['with a number as text', signedSealText(signed).replace('"gen":1', '"gen":"1"')],
    ['with a field more', signedSealText(signed).replace('{', '{"more":1,')],
    ['with spaces', signedSealText(signed).replace('{', '{ ')],
  ])('is not read from a line that is %s', (_what, line) => {
    expect(parseSignedSeal(line)).toBeUndefined();
  });
});

describe('a seal signer', () => {
  it('has the same key id as long as it has the same key', () => {
    expect([sealSigner(golden.privateKeyPem).keyId, signer.keyId.length]).toEqual([signer.keyId, 16]);
    expect(sealSigner(makeSealKey().privateKeyPem).keyId).not.toBe(signer.keyId);
  });

  it('does not sign a seal that names another key', () => {
    expect(failureCode(() => signer.sign({ ...seal, keyId: 'other' }))).toBe('seals/other-key');
  });

  it('takes an Ed25519 key and no other', () => {
    const rsa = generateKeyPairSync('ec', { namedCurve: 'P-256', privateKeyEncoding: { type: 'pkcs8', format: 'pem' }, publicKeyEncoding: { type: 'spki', format: 'pem' } });

    expect([rsa.privateKey, 'nonsense', ''].map((pem) => failureCode(() => sealSigner(pem)))).toEqual(Array(3).fill('seals/bad-key'));
    expect(failureCode(() => sealVerifier(rsa.publicKey)(signed))).toBe('seals/bad-key');
  });
});
