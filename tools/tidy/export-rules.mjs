/** A rule on what libraries give to others; read from the syntax, since an exported name is often declared far from its index. */
import { posix } from 'node:path';
import ts from 'typescript';

const index = /^libs\/[^/]+\/src\/index\.ts$/;

const isFunction = ({ initializer }) => initializer !== undefined && (ts.isArrowFunction(initializer) || ts.isFunctionExpression(initializer));

/** The functions, classes and interfaces that a statement declares. */
const declaredBy = (statement) => {
  if (ts.isVariableStatement(statement)) return statement.declarationList.declarations.filter(isFunction).map(({ name }) => name.text);
  return ts.isFunctionDeclaration(statement) || ts.isClassDeclaration(statement) || ts.isInterfaceDeclaration(statement) ? [statement.name.text] : [];
};
const isExported = ({ modifiers = [] }) => modifiers.some(({ kind }) => kind === ts.SyntaxKind.ExportKeyword);
const isExplained = (statement) => ts.getJSDocCommentsAndTags(statement).length > 0;

/** Tells, for a file whose exports are handed on, which of them are: all of them by `export *`. */
const handedOn = ({ exportClause }, isWanted) =>
  exportClause === undefined ? isWanted : (name) => exportClause.elements.some((element) => (element.propertyName ?? element.name).text === name && isWanted(element.name.text));

const unexplained = (tree, path, isWanted) => {
  const [file] = tree.matching((other) => other === path);
  if (file === undefined) return [];
  const { statements } = ts.createSourceFile(path, file.text, ts.ScriptTarget.Latest, true);
  const declaring = statements.filter(isExported);
  const explained = new Set(declaring.filter(isExplained).flatMap(declaredBy));
  return [
    ...declaring.flatMap(declaredBy).filter((name) => isWanted(name) && !explained.has(name)).map((name) => ({ path, name })),
    ...statements
      .filter((statement) => ts.isExportDeclaration(statement) && statement.moduleSpecifier?.text.startsWith('.'))
      .flatMap((statement) => unexplained(tree, posix.join(posix.dirname(path), statement.moduleSpecifier.text.replace(/\.js$/, '.ts')), handedOn(statement, isWanted))),
  ];
};

/** A plain type may say all by its name; what does something, or is to be implemented, does not. */
export const exportRules = [
  {
    name: 'what-a-library-exports-is-explained',
    look: (tree) =>
      tree.paths
        .filter((path) => index.test(path))
        .flatMap((path) => unexplained(tree, path, () => true))
        .map(({ path, name }) => ({ path: `${path}:${name}`, says: 'a docstring: shapes, units, failures, where the manual says it' })),
  },
];
