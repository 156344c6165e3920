using Ampwright.Csms.Commands;
using Ampwright.Csms.Events;
using Ampwright.Csms.Storage;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Messages.Core;

namespace Ampwright.Csms.Configuration;

/// <summary>
/// Keeps what GetConfiguration told. Everything told is kept, asked for or not: some stations ignore the list of keys (digest trap 26). A key
/// that a full answer leaves out stays as it was last read, because stations also cut long answers short.
/// </summary>
internal sealed class ConfigurationReadEffect : ICommandEffect
{
    public OcppAction? Action => Catalogue.GetConfiguration;

    public void Apply(WriteUnit unit, CommandOutcome outcome)
    {
        if (outcome.Answer is GetConfigurationResponse told) Note(unit, outcome, told);
        ConfigurationReading.Ended(unit, outcome);
    }

    private static void Note(WriteUnit unit, CommandOutcome outcome, GetConfigurationResponse told)
    {
        foreach (var key in told.ConfigurationKey ?? [])
            ConfigurationStore.NoteRead(unit, outcome.StationId, key.Key, known: true, key.Readonly, key.Value);
        foreach (var name in told.UnknownKey ?? [])
            ConfigurationStore.NoteRead(unit, outcome.StationId, name, known: false, readOnly: null, value: null);
        unit.Raise(new ConfigurationRead((told.ConfigurationKey ?? []).Count, (told.UnknownKey ?? []).Count) { Station = outcome.Station });
    }
}
