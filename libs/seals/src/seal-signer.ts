import { createHash, createPrivateKey, createPublicKey, generateKeyPairSync, sign, verify, type KeyObject } from 'node:crypto';
import { Failure } from '@statewire/kernel';
import { sealText } from './seal-text.js';
import type { Seal, SealSigner, SignedSeal } from './seals.port.js';

const keyIdCharacters = 16;

/** Names a public key: the first 96 bits of the SHA-256 of its DER form, base64url. */
const keyIdOf = (publicKey: KeyObject): string =>
  createHash('sha256').update(publicKey.export({ type: 'spki', format: 'der' })).digest('base64url').slice(0, keyIdCharacters);

const ed25519 = (read: () => KeyObject): KeyObject => {
  let key: KeyObject;
  try {
    key = read();
  } catch (cause) {
    throw new Failure('seals/bad-key', 'The seal key is no PEM key.', false, { cause });
  }
  if (key.asymmetricKeyType !== 'ed25519') throw new Failure('seals/bad-key', 'The seal key is not of kind Ed25519.', false);
  return key;
};

/** A new Ed25519 key: the private one in PKCS#8, to be kept secret, the public one in SPKI, to be given away. */
export const makeSealKey = (): Readonly<{ privateKeyPem: string; publicKeyPem: string }> => {
  const { privateKey, publicKey } = generateKeyPairSync('ed25519', {
    privateKeyEncoding: { type: 'pkcs8', format: 'pem' },
    publicKeyEncoding: { type: 'spki', format: 'pem' },
  });
  return { privateKeyPem: privateKey, publicKeyPem: publicKey };
};

/** Throws Failure `seals/bad-key` for anything but a private Ed25519 key; its `sign` throws `seals/other-key` for a seal that names another. */
export const sealSigner = (privateKeyPem: string): SealSigner => {
  const privateKey = ed25519(() => createPrivateKey(privateKeyPem));
  const publicKey = createPublicKey(privateKey);
  const keyId = keyIdOf(publicKey);

  return {
    keyId,
    sign: (seal: Seal): SignedSeal => {
      // A seal that names another key could be verified by nobody.
      if (seal.keyId !== keyId) throw new Failure('seals/other-key', `The seal names key ${seal.keyId}, the signer holds ${keyId}.`, false);
      return { ...seal, signature: sign(null, Buffer.from(sealText(seal)), privateKey).toString('base64url') };
    },
    publicKeyPem: () => publicKey.export({ type: 'spki', format: 'pem' }).toString(),
  };
};

/** Throws Failure `seals/bad-key` for anything but a public Ed25519 key; says false of every seal that key did not sign. */
export const sealVerifier = (publicKeyPem: string): ((signed: SignedSeal) => boolean) => {
  const publicKey = ed25519(() => createPublicKey(publicKeyPem));
  const keyId = keyIdOf(publicKey);
  return (signed) => {
    const signature = Buffer.from(signed.signature, 'base64url');
    // Base64 has several texts for the same bytes, and only one of them is in the next seal's `previousSeal`.
    if (signed.keyId !== keyId || signature.toString('base64url') !== signed.signature) return false;
    return verify(null, Buffer.from(sealText(signed)), publicKey, signature);
  };
};
