using Ampwright.Csms.Commands;
using Ampwright.Csms.Stations;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Configuration;

/// <summary>
/// Keeps what ChangeConfiguration was answered, and reads the key back: stations accept what they do not do (digest trap 25). What is secret
/// is not read back, and nothing is where the station is to get no unsolicited CALLs.
/// </summary>
internal sealed class ConfigurationWriteEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.ChangeConfiguration;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome is not { Request: ChangeConfigurationRequest change, Answer: ChangeConfigurationResponse, Status: { } status }) return;
        ConfigurationStore.NoteWritten(unit, outcome.StationId, change.Key, change.Value, status);
        if (outcome.State != CommandState.Answered || outcome.Raw || CommandSecrets.IsSecret(change.Key)) return;
        if (StationRegistry.Find(unit.Connection, outcome.Station) is { } station)
            CommandQueue.AddByItself(unit, station, new GetConfigurationRequest { Key = [change.Key] });
    }
}
