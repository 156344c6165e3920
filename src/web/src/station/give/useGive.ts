import { useCallback } from 'react';
import { type ApiProblem, api, type Command, read, type Schemas } from '../../api/client';
import { useToast } from '../../parts/Toasts';
import { actionWord, outcome } from '../../words/states';

/** The commands that the app gives, with their payloads as OCPP has them. */
export type Given = {
  RemoteStartTransaction: Schemas['OcppRemoteStartTransactionRequest'];
  RemoteStopTransaction: Schemas['OcppRemoteStopTransactionRequest'];
  UnlockConnector: Schemas['OcppUnlockConnectorRequest'];
  ChangeAvailability: Schemas['OcppChangeAvailabilityRequest'];
  ChangeConfiguration: Schemas['OcppChangeConfigurationRequest'];
  Reset: Schemas['OcppResetRequest'];
  TriggerMessage: Schemas['OcppTriggerMessageRequest'];
  GetCompositeSchedule: Schemas['OcppGetCompositeScheduleRequest'];
  ClearChargingProfile: Schemas['OcppClearChargingProfileRequest'];
  ClearCache: Schemas['OcppClearCacheRequest'];
};

const patience = 30;

/** Sends a command and tells at the edge of the page what became of it; it stays readable under the station's commands. */
export function useGive(): <Action extends keyof Given>(
  identity: string,
  action: Action,
  payload: Given[Action],
) => Promise<void> {
  const toast = useToast();
  return useCallback(
    async (identity, action, payload) => {
      const tell = toast(`${identity}: ${actionWord(action)}`);
      const options = { params: { path: { identity }, query: { wait: patience } }, body: payload };
      try {
        // The routes differ by the action in their last part only.
        const request = api.POST(
          `/api/v1/stations/{identity}/commands/${action}` as '/api/v1/stations/{identity}/commands/Reset',
          options as never,
        );
        tell(outcome((await read(request)) as Command));
      } catch (failure) {
        tell({ tone: 'bad', words: (failure as ApiProblem).message });
      }
    },
    [toast],
  );
}
