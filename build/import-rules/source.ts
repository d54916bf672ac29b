import { type ESTree, parseSync, Visitor } from 'vite';

/** One import of a module, in any form. */
interface ImportSite {
  readonly specifier: string;
  readonly line: number;
  /** Whether the import vanishes with the types. `import { type A }` does not: it still loads the module. */
  readonly typeOnly: boolean;
  /** `new URL('./worker.ts', import.meta.url)` names a module if the file exists, else something built. */
  readonly mayBeNoModule: boolean;
}

/** A use of one of the two raw calls between processes, each of which belongs in a single file. */
export interface RawUse {
  readonly what: 'ipcMain' | 'window.hoist';
  readonly line: number;
}

export interface Source {
  readonly imports: readonly ImportSite[];
  readonly rawUses: readonly RawUse[];
}

/** The calls that open a channel on `contents.ipc` and `frame.ipc`, which are ipcMain by another name. */
const LISTENING = new Set(['handle', 'handleOnce', 'on', 'once', 'addListener']);

/**
 * @returns the imports of a file and its raw calls between processes
 * @throws {SyntaxError} if the file does not parse
 */
export function readSource(path: string, text: string): Source {
  const parsed = parseSync(path, text);
  const [broken] = parsed.errors;
  if (broken) throw new SyntaxError(`${path}: ${broken.message}`);

  const imports: ImportSite[] = [];
  const rawUses: RawUse[] = [];
  const lineAt = lineFinder(text);

  const addImport = (
    source: ESTree.Node | null | undefined,
    typeOnly: boolean,
    mayBeNoModule = false,
  ): void => {
    const specifier = source ? textOf(source) : null;
    if (source && specifier !== null) {
      imports.push({ specifier, line: lineAt(source.start), typeOnly, mayBeNoModule });
    }
  };
  const addRawUse = (name: string | null, node: ESTree.Node): void => {
    if (name === 'ipcMain') rawUses.push({ what: 'ipcMain', line: lineAt(node.start) });
    if (name === 'hoist') rawUses.push({ what: 'window.hoist', line: lineAt(node.start) });
  };

  new Visitor({
    ImportDeclaration: (node) => addImport(node.source, node.importKind === 'type'),
    ExportNamedDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ExportAllDeclaration: (node) => addImport(node.source, node.exportKind === 'type'),
    ImportExpression: (node) => addImport(node.source, false),
    TSImportType: (node) => addImport(node.source, true),
    TSExternalModuleReference: (node) => addImport(node.expression, false),
    CallExpression: (node) => {
      if (node.callee.type === 'Identifier' && node.callee.name === 'require')
        addImport(node.arguments[0], false);
    },
    NewExpression: (node) => {
      if (isUrlBesideThisModule(node)) addImport(node.arguments[0], false, true);
    },
    ImportSpecifier: (node) => {
      if (textOf(node.imported) === 'ipcMain') addRawUse('ipcMain', node);
    },
    ExportSpecifier: (node) => {
      if (textOf(node.local) === 'ipcMain') addRawUse('ipcMain', node);
    },
    MemberExpression: (node) => {
      const name = memberName(node);
      addRawUse(name, node);
      const owner = node.object.type === 'MemberExpression' ? memberName(node.object) : null;
      if (owner === 'ipc' && name !== null && LISTENING.has(name)) addRawUse('ipcMain', node);
    },
    ObjectPattern: (node) => {
      for (const property of node.properties) {
        if (property.type === 'Property') addRawUse(textOf(property.key), property);
      }
    },
    VariableDeclaration: (node) => {
      // `declare global { var hoist }` would make the bridge a bare global that no member expression shows.
      if (!node.declare && node.kind !== 'var') return;
      for (const { id } of node.declarations) if (textOf(id) === 'hoist') addRawUse('hoist', node);
    },
  }).visit(parsed.program);

  return { imports, rawUses };
}

function memberName(node: ESTree.MemberExpression): string | null {
  return node.computed && node.property.type === 'Identifier' ? null : textOf(node.property);
}

/** @returns the text of a name or a literal string; null for a computed one */
function textOf(node: ESTree.Node): string | null {
  if (node.type === 'Identifier') return node.name;
  if (node.type === 'Literal') return typeof node.value === 'string' ? node.value : null;
  if (node.type === 'TemplateLiteral' && node.expressions.length === 0)
    return node.quasis[0]?.value.cooked ?? null;
  return null;
}

function isUrlBesideThisModule(node: ESTree.NewExpression): boolean {
  const [specifier, base] = node.arguments;
  if (node.callee.type !== 'Identifier' || node.callee.name !== 'URL' || !specifier || !base) return false;
  return (
    specifier.type === 'Literal' && base.type === 'MemberExpression' && base.object.type === 'MetaProperty'
  );
}

function lineFinder(text: string): (offset: number) => number {
  return (offset) => text.slice(0, offset).split('\n').length;
}
