import { Alert, Button, Modal } from '@mantine/core';
import { type FormEvent, type ReactNode, useState } from 'react';
import { texts } from '../texts';

type Props = {
  title: string;
  doIt: string;
  /** What it does cannot be taken back. */
  grave?: boolean;
  close: () => void;
  /** Called on the button; the dialog closes unless it throws. */
  act: () => unknown;
  wide?: boolean;
  children: ReactNode;
};

/** A dialog that asks something and then does it. */
export function Ask({ title, doIt, grave, close, act, wide, children }: Props) {
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      await act();
      close();
    } catch (failure) {
      setProblem((failure as Error).message);
    } finally {
      setBusy(false);
    }
  }
  return (
    <Dialog title={title} close={close} wide={wide}>
      <form className="stack" onSubmit={submit} noValidate>
        {children}
        {problem && (
          <Alert role="alert" color="red" variant="default">
            <span className="bad">{problem}</span>
          </Alert>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" type="button" onClick={close}>
            {texts.cancel}
          </Button>
          <Button type="submit" loading={busy} color={grave ? 'red.9' : undefined} autoContrast>
            {doIt}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

/** A dialog. Its scroll lock would write a style into the page, which the content security policy forbids. */
export function Dialog({
  title,
  close,
  children,
  wide,
}: {
  title: string;
  close: () => void;
  children: ReactNode;
  wide?: boolean;
}) {
  return (
    <Modal
      opened
      onClose={close}
      title={<span className="wrap">{title}</span>}
      lockScroll={false}
      centered
      size={wide ? 'xl' : 'md'}
      radius={12}
      closeButtonProps={{ 'aria-label': texts.close }}
    >
      {children}
    </Modal>
  );
}
