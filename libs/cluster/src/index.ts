export { openCluster, type Cluster } from './open-cluster.js';
export { runService, type Composition } from './run-service.js';
