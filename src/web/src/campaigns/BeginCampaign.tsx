import { Alert, Button, Checkbox, MultiSelect, NumberInput, Select, Textarea, TextInput } from '@mantine/core';
import { useQuery } from '@tanstack/react-query';
import { useNavigate } from '@tanstack/react-router';
import { type FormEvent, useMemo, useState } from 'react';
import { api, read, type Schemas } from '../api/client';
import { useNetwork } from '../live/useNetwork';
import { Dialog } from '../parts/Ask';
import { texts } from '../texts';
import { type CampaignKind, type CampaignRequest, campaignKinds, valuesOf } from './course';

type Draft = {
  name: string;
  kind: CampaignKind;
  firmware: string | null;
  signer: string | null;
  values: string;
  certificate: string;
  stations: string[];
  site: string | null;
  model: string | null;
  version: string | null;
  canary: number;
  waveSize: number | null;
  pause: number;
  goAhead: boolean;
  concurrency: number;
  stopPercent: number | null;
  timeout: number;
  skipOffline: boolean;
};

const first: Draft = {
  name: '',
  kind: 'Firmware',
  firmware: null,
  signer: null,
  values: '',
  certificate: '',
  stations: [],
  site: null,
  model: null,
  version: null,
  canary: 1,
  waveSize: 20,
  pause: 60,
  goAhead: false,
  concurrency: 10,
  stopPercent: 10,
  timeout: 1440,
  skipOffline: false,
};

const bodyOf = (draft: Draft): CampaignRequest => ({
  name: draft.name.trim() || texts.campaigns.kinds[draft.kind]!,
  kind: draft.kind,
  firmwareUpdate:
    draft.kind === 'Firmware'
      ? { firmware: Number(draft.firmware ?? 0), signer: draft.signer ? Number(draft.signer) : undefined }
      : undefined,
  values: draft.kind === 'Configuration' ? valuesOf(draft.values) : undefined,
  certificate: draft.kind === 'RootCertificate' ? draft.certificate.trim() || undefined : undefined,
  stations: draft.stations.length > 0 ? draft.stations : undefined,
  filter: {
    site: draft.site ? Number(draft.site) : null,
    connected: null,
    vendor: null,
    model: draft.model,
    firmwareVersion: draft.version,
    bootPolicy: null,
  },
  canary: draft.canary,
  waveSize: draft.waveSize ?? undefined,
  pauseMinutes: draft.pause,
  goAhead: draft.goAhead,
  concurrency: draft.concurrency,
  stopPercent: draft.stopPercent ?? undefined,
  timeoutMinutes: draft.timeout,
  skipOffline: draft.skipOffline,
});

/** Makes a campaign step by step: what, for whom, in which waves, and what it comes to. */
export function BeginCampaign({ close }: { close: () => void }) {
  const words = texts.campaigns;
  const navigate = useNavigate();
  const [draft, set] = useState(first);
  const [step, go] = useState(0);
  const [preview, setPreview] = useState<Schemas['CampaignPreview'] | null>(null);
  const [problem, setProblem] = useState('');
  const [busy, setBusy] = useState(false);
  const [key] = useState(() => crypto.randomUUID());
  const change = (part: Partial<Draft>) => set((before) => ({ ...before, ...part }));
  const last = step === words.steps.length - 1;

  async function submit(event: FormEvent) {
    event.preventDefault();
    setBusy(true);
    setProblem('');
    try {
      const body = bodyOf(draft);
      if (last) {
        const made = (await read(
          api.POST('/api/v1/campaigns', { body, params: { header: { 'Idempotency-Key': key } } }),
        )) as Schemas['CampaignView'];
        close();
        void navigate({ to: '/campaigns/$id', params: { id: String(made.id) } });
        return;
      }
      // The last step shows what would come of it.
      if (step === words.steps.length - 2)
        setPreview(
          (await read(api.POST('/api/v1/campaigns', { body: { ...body, dryRun: true } }))) as Schemas['CampaignPreview'],
        );
      go(step + 1);
    } catch (failure) {
      setProblem((failure as Error).message);
    } finally {
      setBusy(false);
    }
  }

  return (
    <Dialog title={words.begin} close={close} wide>
      <form className="stack" onSubmit={submit} noValidate>
        <p className="quiet small" aria-live="polite">
          {words.step(step + 1, words.steps.length)}: <strong>{words.steps[step]}</strong>
        </p>
        {step === 0 && <What draft={draft} change={change} />}
        {step === 1 && <Whom draft={draft} change={change} />}
        {step === 2 && <Course draft={draft} change={change} />}
        {last && preview && (
          <div className="stack" data-preview={preview.stations}>
            <p>{words.summary(words.kinds[draft.kind]!, preview.stations, preview.connected)}</p>
            <ol className="lines">
              {preview.waves.map((size, at) => (
                // biome-ignore lint/suspicious/noArrayIndexKey: a wave is its place
                <li key={at}>{at === 0 && draft.canary > 0 ? words.goFirst(size) : words.inWave(at + 1, size)}</li>
              ))}
            </ol>
            <p className="quiet">{words.stopsAt(null, draft.stopPercent)}</p>
          </div>
        )}
        {problem && (
          <Alert role="alert" color="red" variant="default">
            <span className="bad">{problem}</span>
          </Alert>
        )}
        <div className="row" style={{ justifyContent: 'flex-end' }}>
          <Button variant="default" type="button" onClick={() => (step === 0 ? close() : go(step - 1))}>
            {step === 0 ? texts.cancel : words.back}
          </Button>
          <Button type="submit" loading={busy}>
            {last ? words.doBegin : words.next}
          </Button>
        </div>
      </form>
    </Dialog>
  );
}

type Part = { draft: Draft; change: (part: Partial<Draft>) => void };

function What({ draft, change }: Part) {
  const words = texts.campaigns;
  const files = useQuery({
    queryKey: ['firmware'],
    queryFn: () => read(api.GET('/api/v1/firmware', { params: { query: { limit: 500 } } })),
    enabled: draft.kind === 'Firmware',
  });
  const signers = useQuery({
    queryKey: ['firmware-signers'],
    queryFn: () => read(api.GET('/api/v1/firmware-signers')),
    enabled: draft.kind === 'Firmware',
    retry: false,
  });
  return (
    <>
      <Select
        label={words.kind}
        data={campaignKinds.map((value) => ({ value, label: words.kinds[value]! }))}
        value={draft.kind}
        onChange={(value) => change({ kind: (value ?? 'Firmware') as CampaignKind })}
        allowDeselect={false}
      />
      <p className="quiet small">{words.kindHints[draft.kind]}</p>
      {draft.kind === 'Firmware' && (
        <>
          <Select
            label={words.firmware}
            description={files.data?.items.length === 0 ? words.noFirmware : undefined}
            data={(files.data?.items ?? []).map((one) => ({ value: String(one.id), label: `${one.version} · ${one.name}` }))}
            value={draft.firmware}
            onChange={(firmware) => change({ firmware })}
          />
          <Select
            label={words.signer}
            description={words.signerHint}
            data={(signers.data?.items ?? []).map((one) => ({ value: String(one.id), label: one.name }))}
            value={draft.signer}
            onChange={(signer) => change({ signer })}
            clearable
            clearButtonProps={{ 'aria-label': texts.stations.clear }}
          />
        </>
      )}
      {draft.kind === 'Configuration' && (
        <Textarea
          label={words.values}
          description={words.valuesHint}
          value={draft.values}
          onChange={(event) => change({ values: event.currentTarget.value })}
          rows={4}
          spellCheck={false}
        />
      )}
      {draft.kind === 'RootCertificate' && (
        <Textarea
          label={words.certificate}
          description={words.certificateHint}
          value={draft.certificate}
          onChange={(event) => change({ certificate: event.currentTarget.value })}
          rows={5}
          spellCheck={false}
        />
      )}
      <TextInput
        label={words.name}
        placeholder={words.kinds[draft.kind]}
        value={draft.name}
        maxLength={80}
        onChange={(event) => change({ name: event.currentTarget.value })}
      />
    </>
  );
}

function Whom({ draft, change }: Part) {
  const words = texts.campaigns;
  const stations = useNetwork((network) => network.stations);
  const sites = useNetwork((network) => network.sites);
  const [models, versions] = useMemo(() => {
    const all = [...stations.values()];
    const distinct = (values: (string | null | undefined)[]) =>
      [...new Set(values.filter((one): one is string => Boolean(one)))].sort();
    return [distinct(all.map((one) => one.model)), distinct(all.map((one) => one.firmwareVersion))];
  }, [stations]);
  const clear = { clearable: true, clearButtonProps: { 'aria-label': texts.stations.clear } } as const;
  return (
    <>
      <p className="quiet small">{words.whomHint}</p>
      <Select
        label={words.site}
        placeholder={words.all}
        data={sites.map((one) => ({ value: String(one.id), label: one.name }))}
        value={draft.site}
        onChange={(site) => change({ site })}
        {...clear}
      />
      <Select
        label={words.model}
        placeholder={words.all}
        data={models}
        value={draft.model}
        onChange={(model) => change({ model })}
        {...clear}
      />
      <Select
        label={words.version}
        placeholder={words.all}
        data={versions}
        value={draft.version}
        onChange={(version) => change({ version })}
        {...clear}
      />
      <MultiSelect
        label={words.only}
        description={words.onlyHint}
        data={[...stations.keys()]}
        value={draft.stations}
        onChange={(chosen) => change({ stations: chosen })}
        searchable
        limit={30}
      />
    </>
  );
}

function Course({ draft, change }: Part) {
  const words = texts.campaigns;
  const number = (value: string | number) => (typeof value === 'number' ? value : 0);
  const numberOrNone = (value: string | number) => (typeof value === 'number' ? value : null);
  return (
    <>
      <NumberInput
        label={words.canary}
        description={words.canaryHint}
        value={draft.canary}
        min={0}
        max={1000}
        onChange={(value) => change({ canary: number(value) })}
      />
      <NumberInput
        label={words.waveSize}
        description={words.waveSizeHint}
        value={draft.waveSize ?? ''}
        min={1}
        onChange={(value) => change({ waveSize: numberOrNone(value) })}
      />
      <NumberInput
        label={words.pause}
        value={draft.pause}
        min={0}
        max={43200}
        onChange={(value) => change({ pause: number(value) })}
      />
      <Checkbox
        label={words.goAhead}
        checked={draft.goAhead}
        onChange={(event) => change({ goAhead: event.currentTarget.checked })}
      />
      <NumberInput
        label={words.atOnce}
        value={draft.concurrency}
        min={1}
        max={1000}
        onChange={(value) => change({ concurrency: number(value) })}
      />
      <NumberInput
        label={words.stopPercent}
        description={words.stopPercentHint}
        value={draft.stopPercent ?? ''}
        min={0}
        max={99}
        onChange={(value) => change({ stopPercent: numberOrNone(value) })}
      />
      <NumberInput
        label={words.timeout}
        description={words.timeoutHint}
        value={draft.timeout}
        min={1}
        max={10080}
        onChange={(value) => change({ timeout: number(value) })}
      />
      <Checkbox
        label={words.skipOffline}
        checked={draft.skipOffline}
        onChange={(event) => change({ skipOffline: event.currentTarget.checked })}
      />
    </>
  );
}
