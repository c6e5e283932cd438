/**
 * Run after `npm install`: adds to package-lock.json the native packages of other platforms that npm left out because the registry
 * at hand does not carry them. Without their entries `npm ci` refuses the lockfile, on every platform.
 */
import { readFileSync, writeFileSync } from 'node:fs';

const path = new URL('../package-lock.json', import.meta.url);
const lock = JSON.parse(readFileSync(path, 'utf8'));

/** `@swc/core-linux-x64-musl` runs on linux, x64, musl: so all these packages are named. */
const platformOf = (name) => {
  const [, os, cpu, abi] = /-(android|darwin|freebsd|linux|openharmony|win32)-([a-z0-9]+)(?:-([a-z]+))?$/.exec(name) ?? [];
  if (os === undefined) return undefined;
  const libc = { gnu: 'glibc', gnueabihf: 'glibc', musl: 'musl', musleabihf: 'musl' }[abi];
  return { os: [os], cpu: [cpu], ...(os === 'linux' && libc !== undefined ? { libc: [libc] } : {}) };
};

let added = 0;
for (const { optionalDependencies = {}, dev } of Object.values({ ...lock.packages })) {
  for (const [name, version] of Object.entries(optionalDependencies)) {
    const place = `node_modules/${name}`;
    const platform = platformOf(name);
    if (lock.packages[place] !== undefined || platform === undefined || !/^\d+\.\d+\.\d+$/.test(version)) continue;
    const { os, cpu, libc } = platform;
    lock.packages[place] = { version, cpu, ...(dev === true ? { dev } : {}), ...(libc === undefined ? {} : { libc }), optional: true, os };
    added += 1;
  }
}

const inOrder = Object.entries(lock.packages).sort(([a], [b]) => a.localeCompare(b, 'en'));
writeFileSync(path, `${JSON.stringify({ ...lock, packages: Object.fromEntries(inOrder) }, undefined, 2)}\n`);
console.log(`${String(added)} packages of other platforms added`);
