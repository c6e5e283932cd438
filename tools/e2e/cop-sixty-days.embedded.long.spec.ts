import { sixtyDays } from './cop-sixty-days-checks.js';

sixtyDays({ immediate: 9_500, taylor: 300, homeland: 100, blue: 100 }, 3_600_000);
