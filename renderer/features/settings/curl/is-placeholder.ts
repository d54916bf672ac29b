/** Variables of shells and of documents that are filled in: `$API_KEY`, `%KEY%`, `<your key>`, `{{key}}`. */
const VARIABLE = /\$[\w({]|%\w+%|[<>{}`]/;
/** What documents write in place of a value. */
const STAND_IN =
  /^(?:(?:your|the|my|x)?[-_ ]?(?:api|user|access)?[-_ ]?(?:key|id|token|secret|uuid)|string|value|text|changeme|todo|x{3,}|[*•.…-]+|\[[^\]]*\])$/i;
const ORDER = /^(?:your|my|insert|enter|paste|replace|put)[-_ ]/i;
const ORDERED = /key|id|token|secret|value|here/i;
const CUT_OFF = ['...', '…', '***'];

/** Whether a value of a pasted command stands only in place of the person's own one. */
export function isPlaceholder(value: string): boolean {
  const text = value.trim();
  return (
    VARIABLE.test(text) ||
    STAND_IN.test(text) ||
    (ORDER.test(text) && ORDERED.test(text)) ||
    CUT_OFF.some((end) => text.endsWith(end))
  );
}
