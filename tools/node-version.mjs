/** Imported first: ends with one clear line where Node is too old, before anything newer is parsed. */
const parts = process.versions.node.split('.').map(Number);
if (parts[0] < 20 || (parts[0] === 20 && parts[1] < 19)) {
  console.error('Statewire needs Node 20.19 or newer; this is Node ' + process.versions.node + '.');
  process.exit(1);
}
export {};
