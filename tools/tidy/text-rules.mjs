/** Rules on what a file says, one line at a time. Each: which files, which lines, and what to do instead. */
const code = /\.(ts|mts|mjs|js|cjs|py|sh|java)$/;
const spec = /\.(spec|contract|fixture)\.ts$|^(apps|libs)\/[^/]+\/(src\/)?test\/|^libs\/testing\//;
/** The rules and their breaches name the very words they look for. */
const self = /^tools\/tidy\//;

const everyLine = ({ name, files, except, line, instead }) => ({
  name,
  look: (tree) =>
    tree
      .matching((path) => files.test(path) && !self.test(path) && !(except?.test(path) ?? false))
      .flatMap(({ path, text }) =>
        text.split('\n').flatMap((words, index) => (line.test(words) ? [{ path, says: `line ${String(index + 1)}: ${instead}` }] : [])),
      ),
});

export const textRules = [
  {
    name: 'no-unfinished-work',
    files: code,
    line: /\b(TODO|FIXME)\b/,
    instead: 'do it, or file an issue',
  },
  {
    name: 'every-test-runs',
    files: spec,
    line: /\b(it|test|describe)\.(skip|only|todo|failing)\b|\b(xit|xtest|xdescribe|fit|fdescribe)\(/,
    instead: 'no test is skipped or singled out',
  },
  {
    name: 'test-titles-are-facts',
    files: spec,
    line: /\b(it|test)(\.each\(.*\))?\(\s*(['"`])(it |that )?should\b/,
    instead: 'a title states a fact, without "should"',
  },
  {
    name: 'environment-is-read-in-config-only',
    files: /^(libs|apps)\/.*\.ts$/,
    except: new RegExp(`${spec.source}|(^|[./])(config|settings)\\.ts$|/main\\.ts$|^libs/cluster/src/run-service\\.ts$`),
    line: /\bprocess\.env\b/,
    instead: 'the environment is read in config.ts or settings.ts, once, and checked there',
  },
  {
    name: 'a-disabled-rule-has-a-reason',
    files: code,
    line: /eslint-disable(?!.* -- \S)/,
    instead: 'say why after " -- "',
  },
  {
    name: 'no-path-of-one-machine',
    files: /\.(ts|mts|mjs|js|cjs|py|sh|md|json|ya?ml)$|^\.ci\//,
    except: /^package-lock\.json$/,
    line: /(^|[\s'"`(=:])\/(work|home|root|Users)\//,
    instead: 'a clone stands on its own, wherever it lies',
  },
].map(everyLine);
