export { WantedPersonsModule } from './wanted-persons.module.js';
