/** Which kind of project may import which: the tags stand in every project.json. Each has a breach in lint-breaches.mjs. */
const driversAndNest = ['@nestjs/*', 'mongoose', 'kafkajs', 'bullmq', 'ioredis', 'lmdb'];

// Nx sees projects and not files: that type:testing is imported from specs only, and a composition from main.ts only, is dependency-cruiser's.
export const depConstraints = [
  { sourceTag: 'type:pure', onlyDependOnLibsWithTags: ['type:pure', 'type:testing'], bannedExternalImports: driversAndNest },
  { sourceTag: 'type:port', onlyDependOnLibsWithTags: ['type:pure', 'type:port', 'type:testing'], bannedExternalImports: driversAndNest },
  { sourceTag: 'type:adapter', onlyDependOnLibsWithTags: ['type:pure', 'type:port', 'type:testing'] },
  { sourceTag: 'type:kit', onlyDependOnLibsWithTags: ['type:pure', 'type:port', 'type:testing'] },
  { sourceTag: 'type:testing', onlyDependOnLibsWithTags: ['type:pure', 'type:port', 'type:testing'] },
  { sourceTag: 'type:service', notDependOnLibsWithTags: ['type:service'] },
  { sourceTag: 'type:composition', onlyDependOnLibsWithTags: ['*'] },
  { sourceTag: 'runs:anywhere', onlyDependOnLibsWithTags: ['runs:anywhere', 'type:testing'] },
];
