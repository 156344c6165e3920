import { Button, FileInput, Textarea } from '@mantine/core';
import { CircleCheck } from 'lucide-react';
import { useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { Dialog } from '../parts/Ask';
import { Badge } from '../parts/Status';
import { texts } from '../texts';
import { count } from '../words/numbers';

const words = texts.import;

type Preview = Schemas['ImportView'];

/** Sends the table as it is. Without `apply` nothing is changed. */
const send = (table: string, apply: boolean) =>
  read(
    api.POST('/api/v1/id-tags/import', {
      params: { query: { apply } },
      headers: { 'Content-Type': 'text/csv' },
      body: table,
      bodySerializer: (body) => body,
    }),
  );

/** Brings cards in from a table: shows first what would change and every fault, and changes nothing before that was confirmed. */
export function Import({ close }: { close: () => void }) {
  const [table, setTable] = useState('');
  const [preview, setPreview] = useState<Preview | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  function change(text: string) {
    setTable(text);
    setPreview(null);
    setProblem('');
  }
  async function ask(apply: boolean) {
    setBusy(true);
    setProblem('');
    try {
      setPreview(await send(table, apply));
    } catch (failure) {
      setPreview(null);
      setProblem((failure as Error).message);
    } finally {
      setBusy(false);
    }
  }
  if (preview?.applied) {
    return (
      <Dialog title={words.title} close={close}>
        <div className="stack">
          <p className="row" role="status">
            <CircleCheck size={18} className="good" aria-hidden />
            {words.applied(preview.added, preview.changed)}
          </p>
          <div className="row" style={{ justifyContent: 'flex-end' }}>
            <Button onClick={close}>{texts.done}</Button>
          </div>
        </div>
      </Dialog>
    );
  }
  const nothing = preview !== null && preview.added + preview.changed === 0;
  return (
    <Dialog title={words.title} close={close} wide>
      <div className="stack">
        <p>{words.hint}</p>
        <p className="small">
          <a className="plainlink" href="/api/v1/id-tags.csv" download>
            {words.template}
          </a>
        </p>
        <FileInput
          label={words.file}
          placeholder={words.choose}
          accept=".csv,text/csv"
          clearable
          clearButtonProps={{ 'aria-label': words.clear }}
          onChange={(file) => void file?.text().then(change)}
        />
        <Textarea
          label={words.table}
          value={table}
          onChange={(e) => change(e.currentTarget.value)}
          placeholder={'idTag,driver,note\n04A1B2C3D4E5F6,5,'}
          rows={6}
          spellCheck={false}
          classNames={{ input: 'mono' }}
        />
        {problem && (
          <p className="bad" role="alert">
            {problem}
          </p>
        )}
        {preview && <Shown preview={preview} table={table} />}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" onClick={close}>
            {texts.cancel}
          </Button>
          <Button
            variant={preview && preview.errorCount === 0 && !nothing ? 'default' : undefined}
            disabled={table.trim() === ''}
            loading={busy && preview === null}
            onClick={() => void ask(false)}
          >
            {words.preview}
          </Button>
          {preview && preview.errorCount === 0 && !nothing && (
            <Button loading={busy} onClick={() => void ask(true)}>
              {words.apply(preview.added + preview.changed)}
            </Button>
          )}
        </div>
      </div>
    </Dialog>
  );
}

function Shown({ preview, table }: { preview: Preview; table: string }) {
  const { added, changed, unchanged, errorCount, errors } = preview;
  const lines = table.split(/\r\n|\n|\r/);
  return (
    <section className="stack" aria-label={words.previewed} data-errors={errorCount}>
      <p className="row" role="status">
        <Badge tone="green">{`${count(added)} ${words.added}`}</Badge>
        <Badge tone="blue">{`${count(changed)} ${words.changed}`}</Badge>
        <Badge tone="grey">{`${count(unchanged)} ${words.unchanged}`}</Badge>
        <Badge tone={errorCount > 0 ? 'red' : 'grey'}>{words.faults(errorCount)}</Badge>
      </p>
      {errorCount > 0 ? (
        <>
          <p>{words.mend}</p>
          {/* biome-ignore lint/a11y/noNoninteractiveTabindex: a list that scrolls must be reachable by keyboard */}
          <section className="scroll faults" tabIndex={0} aria-label={words.faults(errorCount)}>
            <table className="plain">
              <thead>
                <tr>
                  <th scope="col" className="right">
                    {words.line}
                  </th>
                  <th scope="col">{words.column}</th>
                  <th scope="col">{words.what}</th>
                </tr>
              </thead>
              <tbody>
                {errors.map((fault) => (
                  <tr key={`${fault.line} ${fault.column} ${fault.what}`} data-line={fault.line}>
                    <th scope="row" className="right num">
                      {fault.line}
                    </th>
                    <td>{fault.column ?? words.wholeLine}</td>
                    <td className="wrap">
                      {fault.what}
                      <span className="quiet small mono cut" style={{ display: 'block', maxWidth: '28rem' }}>
                        {lines[fault.line - 1]}
                      </span>
                    </td>
                  </tr>
                ))}
              </tbody>
            </table>
          </section>
          {errorCount > errors.length && <p className="quiet small">{words.more(errorCount - errors.length)}</p>}
        </>
      ) : (
        <p>{added + changed === 0 ? words.nothing : words.ready}</p>
      )}
    </section>
  );
}
