using System.Net;
using System.Text.Json;

namespace Ampwright.Lab.Operation;

/// <summary>Works a station of ours by the control API of its program.</summary>
internal sealed class ControlApiOperator(HttpClient http, string station, TimeProvider time) : IStationOperator
{
    private const double HoldUpSeconds = 5;

    // As a person does who pulls at a cable that is about to be released.
    private static readonly TimeSpan KeepsTrying = TimeSpan.FromSeconds(10);
    private static readonly TimeSpan Pause = TimeSpan.FromMilliseconds(200);

    public async Task DoAsync(StationAction action, int connector, string? tag)
    {
        var (path, body) = Request(action, connector, tag);
        var waits = action is StationAction.Unplug or StationAction.UnplugVehicle;
        var began = time.GetTimestamp();
        try
        {
            while (true)
            {
                using var answer = await http.PostAsJsonAsync($"{station}/{path}", body);
                if (answer.IsSuccessStatusCode) return;
                if (!waits || answer.StatusCode != HttpStatusCode.Conflict || time.GetElapsedTime(began) > KeepsTrying)
                {
                    var problem = await answer.Content.ReadAsStringAsync();
                    throw new OperatorException($"{action} was refused by the control API: {(int)answer.StatusCode} {Detail(problem)}");
                }
                await Task.Delay(Pause, time);
            }
        }
        catch (HttpRequestException gone)
        {
            throw new OperatorException($"The control API at {station} cannot be reached: {gone.Message}", gone);
        }
    }

    private static (string Path, object Body) Request(StationAction action, int connector, string? tag)
    {
        var at = $"connectors/{connector}";
        var fault = connector == 0 ? "fault" : $"{at}/fault";
        return action switch
        {
            StationAction.Plug => ($"{at}/plug", new { side = "both" }),
            StationAction.PlugHalfway => ($"{at}/plug", new { side = "station", halfway = true }),
            StationAction.Unplug => ($"{at}/unplug", new { side = "both" }),
            StationAction.UnplugVehicle => ($"{at}/unplug", new { side = "vehicle" }),
            StationAction.Present => ("card", new { uid = tag }),
            StationAction.CutPower => ("power", new { cut = "sudden" }),
            StationAction.CutPowerHeld => ("power", new { cut = "orderly", holdUpSeconds = HoldUpSeconds }),
            StationAction.RestorePower => ("power", new { restore = true }),
            StationAction.CutNetwork => ("network", new { cut = true }),
            StationAction.RestoreNetwork => ("network", new { restore = true }),
            StationAction.PressStop => ($"{at}/button", new { }),
            StationAction.RaiseFault => (fault, new { kind = "groundFault" }),
            StationAction.ClearFault => (fault, new { clear = "all" }),
            StationAction.JamLock => ($"{at}/lock-failure", new { fails = true }),
            StationAction.FreeLock => ($"{at}/lock-failure", new { fails = false }),
            StationAction.FailStorage => ("storage", new { fail = "noSpace" }),
            StationAction.RestoreStorage => ("storage", new { clear = true }),
            _ => throw new OperatorException($"The control API has no {action}."),
        };
    }

    private static string Detail(string problem)
    {
        try
        {
            using var document = JsonDocument.Parse(problem);
            return document.RootElement.TryGetProperty("detail", out var detail) ? detail.GetString() ?? problem : problem;
        }
        catch (JsonException)
        {
            return problem;
        }
    }
}
