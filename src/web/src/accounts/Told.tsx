import { Button, CopyButton } from '@mantine/core';
import { Dialog } from '../parts/Ask';
import { texts } from '../texts';

/** A secret that is told once: a generated password, a token, a webhook's secret. */
export function Told({ title, hint, secret, close }: { title: string; hint: string; secret: string; close: () => void }) {
  return (
    <Dialog title={title} close={close}>
      <div className="stack">
        <p>{hint}</p>
        <code className="secret">{secret}</code>
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <CopyButton value={secret}>
            {({ copied, copy }) => (
              <Button variant="default" onClick={copy}>
                {copied ? texts.copied : texts.copy}
              </Button>
            )}
          </CopyButton>
          <Button onClick={close}>{texts.done}</Button>
        </div>
      </div>
    </Dialog>
  );
}
