namespace Ampwright.Lab.Operation;

/// <summary>Asks a person at the terminal to do it: what to do, until when, done or cannot.</summary>
internal sealed class PromptOperator(Prompt prompt) : IStationOperator
{
    public Task DoAsync(StationAction action, int connector, string? tag) =>
        prompt.DoAsync(Words(action, connector == 0 ? "the station" : $"connector {connector}", tag));

    private static string Words(StationAction action, string where, string? tag) => action switch
    {
        StationAction.Plug => $"plug the cable in at {where}, with a car that wants energy at its other end.",
        StationAction.PlugHalfway => $"plug the cable in at {where} only half way, so that it cannot be locked.",
        StationAction.Unplug => $"draw the cable at {where}, at both ends.",
        StationAction.UnplugVehicle => $"draw the cable at the car that is connected to {where}.",
        StationAction.Present => $"present the id tag {tag} for {where} (card, app, or button where it stands for the tag).",
        StationAction.CutPower => "cut the power of the station, back-up power too.",
        StationAction.CutPowerHeld => "cut the power of the station and leave its back-up power on.",
        StationAction.RestorePower => "make sure that the station has power.",
        StationAction.CutNetwork => "draw the station's network cable.",
        StationAction.RestoreNetwork => "make sure that the station's network cable is in.",
        StationAction.PressStop => $"press the stop button of {where}.",
        StationAction.RaiseFault => $"provoke a fault at {where}.",
        StationAction.ClearFault => $"make sure that there is no fault at {where}.",
        StationAction.JamLock => $"make the lock of {where} jam.",
        StationAction.FreeLock => $"make sure that the lock of {where} moves freely.",
        StationAction.FailStorage => "make the station unable to store anything.",
        _ => "make sure that the station can store again.",
    };
}
