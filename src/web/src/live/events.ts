/** One change of state, as GET /api/v1/events tells it. What `change` holds depends on the kind: docs/events.md. */
export type StateEvent = { sequence: number; at: string; kind: string; station: string | null; change: Change };

/** The fields of all kinds that the app reads. */
export type Change = {
  action?: string;
  answerStatus?: string | null;
  campaignId?: number;
  caseKind?: string;
  chargingProfileId?: number;
  commandId?: number;
  connectorId?: number;
  critical?: boolean;
  detail?: string | null;
  currency?: string;
  difference?: string | null;
  energyWh?: number | null;
  entries?: number;
  entryKind?: string;
  errorCode?: string;
  flag?: string;
  gross?: number;
  holds?: boolean;
  idTag?: string;
  info?: string | null;
  logKind?: string;
  model?: string;
  name?: string;
  paymentId?: number;
  powerW?: number | null;
  reason?: string | null;
  removed?: boolean;
  requestId?: number;
  ruleId?: number;
  siteId?: number;
  source?: string | null;
  state?: string;
  status?: string;
  statusAt?: string;
  step?: string | null;
  targetProfile?: number;
  transactionId?: number | null;
  type?: string;
  vendor?: string;
  vendorId?: string;
  verdict?: string;
  version?: string | number | null;
  why?: string | null;
};

/** The kinds that the app follows; the browser wants them by name. */
export const kinds = [
  'stationRegistered',
  'stationChanged',
  'stationRemoved',
  'stationConnected',
  'stationDisconnected',
  'stationTakenOver',
  'stationRefused',
  'handshakeRefused',
  'stationBooted',
  'stationPasswordChanged',
  'connectorStatusChanged',
  'siteChanged',
  'siteRemoved',
  'driverChanged',
  'driverRemoved',
  'groupChanged',
  'groupRemoved',
  'chargingRuleChanged',
  'chargingRuleRemoved',
  'localListAsked',
  'localListInStep',
  'localListDrifted',
  'idTagChanged',
  'idTagDeleted',
  'transactionStarted',
  'transactionMetered',
  'transactionStopped',
  'transactionStopWithdrawn',
  'transactionFlagged',
  'messageSetAside',
  'messageIdReused',
  'stationNotified',
  'dataTransferred',
  'commandChanged',
  'configurationRead',
  'configurationReadingEnded',
  'availabilityChanged',
  'reservationChanged',
  'chargingProfileInstalled',
  'chargingProfileRemoved',
  'compositeScheduleDiffers',
  'startCodeChanged',
  'cardLearningChanged',
  'chargingQuotaUsed',
  'securityEventReported',
  'stationCertificateEnds',
  'securityProfileRaised',
  'firmwareUpdateChanged',
  'bulkCommandChanged',
  'campaignChanged',
  'campaignStationChanged',
  'certificateRequestChanged',
  'securityProfileUpgradeChanged',
  'logUploadChanged',
  'caseOpened',
  'caseClosed',
  'caseReopened',
  'quirkFound',
  'tariffChanged',
  'tariffRemoved',
  'tariffAssigned',
  'priceBooked',
  'paymentChanged',
  'powerPlanChanged',
  'powerProofChanged',
];

/** Follows the stream from an event on; the browser comes back by itself, and with the last event it has seen. */
export class Stream {
  #source: EventSource | null = null;
  #timer: ReturnType<typeof setTimeout> | undefined;
  #newest: number;

  constructor(
    after: number,
    private readonly told: { live: (live: boolean) => void; event: (event: StateEvent) => void; lost: () => void },
  ) {
    this.#newest = after;
    this.#open();
  }

  close(): void {
    clearTimeout(this.#timer);
    this.#source?.close();
    this.#source = null;
  }

  #open(): void {
    const source = new EventSource(`/api/v1/events?after=${this.#newest}`);
    this.#source = source;
    source.onopen = () => this.told.live(true);
    source.onerror = () => {
      this.told.live(false);
      this.told.lost();
      // It comes back by itself unless it was refused: then the session is over, or the CSMS is starting.
      if (source.readyState === EventSource.CLOSED && this.#source === source)
        this.#timer = setTimeout(() => this.#source === source && this.#open(), 3000);
    };
    for (const kind of kinds) {
      source.addEventListener(kind, (message) => {
        const event = JSON.parse((message as MessageEvent<string>).data) as StateEvent;
        this.#newest = event.sequence;
        this.told.event(event);
      });
    }
  }
}
