import { sixtyDays } from './cop-sixty-days-checks.js';

// A twentieth of what the long suite turns the clock over.
sixtyDays({ immediate: 475, taylor: 15, homeland: 5, blue: 5 }, 600_000);
