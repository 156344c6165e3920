using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Retrieve configuration.</summary>
internal sealed class TC_019_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var profiles = await s.Call("GetConfiguration", new { key = (string[])["SupportedFeatureProfiles"] });
        profiles.Must(RequiredKeys.Exactly(profiles, ["SupportedFeatureProfiles"]), "SupportedFeatureProfiles alone and no unknownKey");

        var all = await s.Call("GetConfiguration", new { key = Array.Empty<string>() });
        var entries = StationStates.Entries(all);
        if (RequiredKeys.Missing(entries, s.Declared) is { } missing) all.Must(false, missing);

        var most = await s.Call("GetConfiguration", new { key = (string[])["GetConfigurationMaxKeys"] });
        most.Must(RequiredKeys.Exactly(most, ["GetConfigurationMaxKeys"]), "GetConfigurationMaxKeys alone and no unknownKey");
        most.Must(int.TryParse(StationStates.Entries(most)["GetConfigurationMaxKeys"].Value, out var keys) && keys > 0, "a number of keys greater than 0");

        var some = entries.Keys.Take(Math.Min(keys, entries.Count)).ToArray();
        var listed = await s.Call("GetConfiguration", new { key = some });
        listed.Must(RequiredKeys.Exactly(listed, some), "exactly the keys asked for and no unknownKey");
    }
}
