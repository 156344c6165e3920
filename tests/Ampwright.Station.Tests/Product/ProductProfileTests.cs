using System.Text.Json;
using System.Text.Json.Nodes;
using Ampwright.Ocpp;
using Ampwright.Ocpp.Configuration;
using Ampwright.Station.Configuration;
using Ampwright.Station.Product;

namespace Ampwright.Station.Tests.Product;

public sealed class ProductProfileTests
{
    [Fact]
    public void Every_preset_can_be_read()
    {
        Assert.Equal(["ampevo", "full", "tethered"], ProductProfileReader.Presets);
        Assert.All(ProductProfileReader.Presets, preset => ProductProfileReader.Read(preset));
    }

    [Fact]
    public void Ampevo_is_declared_as_on_its_certificate()
    {
        var ampevo = ProductProfileReader.Read("ampevo");
        Assert.Equal(["Core"], ampevo.FeatureProfiles);
        Assert.Equal(("General Security SRL", "AMPEVO", "1"), (ampevo.Vendor, ampevo.Model, ampevo.Firmware));
        Assert.Equal(("LAN", 1), (ampevo.Communication, ampevo.Readers));
        Assert.Equal(2, ampevo.Connectors.Count);
        Assert.All(ampevo.Connectors, connector =>
        {
            Assert.Equal(("sType2", ProductCable.Detachable), (connector.Type, connector.Cable));
            Assert.Equal([1, 2, 3], connector.Phases);
        });
        string[] measurands = ["Energy.Active.Import.Register", "Current.Import", "Power.Active.Import", "Voltage"];
        var core = ampevo.Core;
        Assert.Equal(measurands, core.SampledMeasurands);
        Assert.Equal(measurands, core.AlignedMeasurands);
        Assert.False(
            core.OfflineAuthorization || core.OfflineUnknownIds || core.MaxEnergyOnInvalidId || core.AuthorizationCache
            || core.LimitStatusNotifications || core.EndsAuthorizationOnUnplug || core.LocalStart || core.LocalStop);
        Assert.True(core.KeepsAuthorizationOnUnplug);
        Assert.Equal(
            new AdditionalAnswers
            {
                LastCsmsRootRemovable = false,
                LockedBeforeAuthorization = false,
                LastStationCertificateRemovable = false,
                FirmwareDownloadDuringTransaction = false,
                ConnectorChosenFirst = true,
                Iec61851 = false,
                StopReportedBeforeGoingDown = false,
                StopReportedAfterBeingBack = true,
            },
            ampevo.Answers);
        Assert.Equal(
            new ProductLimits
            {
                GetConfigurationMaxKeys = 25,
                AlignedDataMaxLength = 4,
                SampledDataMaxLength = 4,
                LeastSampleInterval = 5,
                GreatestSampleInterval = 60,
                LeastHeartbeatInterval = 5,
                GreatestHeartbeatInterval = 350,
                WebSocketPingInterval = 30,
            },
            ampevo.Limits);
    }

    [Fact]
    public void Optional_keys_are_there_exactly_when_their_function_is()
    {
        var ampevo = Keys("ampevo").Keys;
        var full = Keys("full").Keys;
        foreach (var optional in (string[])["AllowOfflineTxForUnknownId", "AuthorizationCacheEnabled", "MaxEnergyOnInvalidId", "MinimumStatusDuration"])
        {
            Assert.DoesNotContain(optional, ampevo);
            Assert.Contains(optional, full);
        }

        var required = ConfigurationKeys.All.Where(key => key is { Profile: FeatureProfile.Core, Required: true }).Select(key => key.Name).ToHashSet();
        Assert.Equal(20, required.Count);
        Assert.Subset(ampevo.ToHashSet(), required);
        Assert.Subset(full.ToHashSet(), required);

        // Every key that a declared profile requires is there, and none of one that is not declared.
        var declared = ProductProfileReader.Read("full").FeatureProfiles.ToHashSet();
        foreach (var key in ConfigurationKeys.All.Where(key => key.Required && key.Profile != FeatureProfile.Security))
        {
            var isDeclared = key.Profile == FeatureProfile.Core || declared.Any(name => name.StartsWith(key.Profile.ToString(), StringComparison.Ordinal));
            Assert.Equal(isDeclared, full.Contains(key.Name));
        }
    }

    [Theory]
    [InlineData("ampevo")]
    [InlineData("full")]
    [InlineData("tethered")]
    public void Every_key_is_one_of_the_standard_with_its_access(string preset)
    {
        foreach (var entry in Keys(preset).Values)
        {
            var standard = ConfigurationKeys.All.Single(key => key.Name == entry.Name);
            var access = standard.Access switch
            {
                ConfigurationAccess.ReadOnly => [EntryAccess.ReadOnly],
                ConfigurationAccess.WriteOnly => [EntryAccess.WriteOnly],
                ConfigurationAccess.ReadWrite => [EntryAccess.ReadWrite],
                _ => (EntryAccess[])[EntryAccess.ReadOnly, EntryAccess.ReadWrite],
            };
            Assert.Contains(entry.Access, access);
            if (preset != "full") Assert.Contains(standard.Profile, (FeatureProfile[])[FeatureProfile.Core, FeatureProfile.Security]);
        }
    }

    [Theory]
    [InlineData("HeartbeatInterval", "5", true)]
    [InlineData("HeartbeatInterval", "350", true)]
    [InlineData("HeartbeatInterval", "4", false)]
    [InlineData("HeartbeatInterval", "351", false)]
    [InlineData("MeterValueSampleInterval", "0", true)]
    [InlineData("MeterValueSampleInterval", "4", false)]
    [InlineData("MeterValueSampleInterval", "60", true)]
    [InlineData("MeterValueSampleInterval", "61", false)]
    [InlineData("WebSocketPingInterval", "-1", false)]
    [InlineData("MeterValuesSampledData", "Voltage.L1,Voltage.L3-N,Current.Import", true)]
    [InlineData("MeterValuesSampledData", "Voltage.L4", false)]
    [InlineData("MeterValuesSampledData", "Frequency", false)]
    [InlineData("ConnectorPhaseRotation", "0.RST,1.RST,2.RTS", true)]
    [InlineData("ConnectorPhaseRotation", "3.RST", false)]
    [InlineData("ConnectorPhaseRotation", "1.XYZ", false)]
    public void The_limits_of_the_declaration_bound_the_values(string key, string value, bool possible) =>
        Assert.Equal(possible, Keys("ampevo")[key].Normalize(value) is not null);

    [Fact]
    public void What_only_one_behaviour_is_declared_for_is_read_only()
    {
        var ampevo = Keys("ampevo")["StopTransactionOnEVSideDisconnect"];
        Assert.Equal((EntryAccess.ReadOnly, "false"), (ampevo.Access, ampevo.Default));
        Assert.Equal(EntryAccess.ReadWrite, Keys("full")["StopTransactionOnEVSideDisconnect"].Access);
        var tethered = Edited(json =>
        {
            foreach (var connector in json["connectors"]!.AsArray()) connector!["cable"] = "Fixed";
        });
        var unlock = ProductConfiguration.Entries(ProductProfileReader.Parse(tethered, "test"))
            .Single(entry => entry.Name == "UnlockConnectorOnEVSideDisconnect");
        Assert.Equal((EntryAccess.ReadOnly, "false"), (unlock.Access, unlock.Default));
    }

    [Fact]
    public void First_values_of_every_key_are_possible_for_it()
    {
        foreach (var entry in Keys("ampevo").Values.Concat(Keys("full").Values).Concat(Keys("tethered").Values))
            Assert.Equal(entry.Default, entry.Normalize(entry.Default));
    }

    public static TheoryData<string, Action<JsonNode>> Mistakes => new()
    {
        { "vendor", json => json["vendor"] = "A vendor with a long name" },
        { "vendor", json => json.AsObject().Remove("vendor") },
        { "voltage", json => json["voltage"] = 230 },
        { "connectors[1].phases", json => json["connectors"]![1]!["phases"] = new JsonArray(4) },
        { "cable", json => json["connectors"]![0]!["cable"] = "Curly" },
        { "limits.chargingRateUnits", json => json["limits"]!["chargingRateUnits"] = new JsonArray("Ampere") },
        { "limits.sendLocalListMaxLength", json => json["limits"]!["sendLocalListMaxLength"] = 0 },
        { "there is no Cor;", json => json["featureProfiles"] = new JsonArray("Core", "Cor") },
        { "C-06", json => json["core"]!["keepsAuthorizationOnUnplug"] = false },
        { "core.sampledMeasurands: SoC", json => json["core"]!["sampledMeasurands"] = new JsonArray("Energy.Active.Import.Register", "SoC") },
        { "leastSampleInterval", json => json["limits"]!["leastSampleInterval"] = 61 },
        { "configuration.HeartbeatInterval: \"351\"", json => json["configuration"]!["HeartbeatInterval"] = "351" },
        { "configuration.heartbeatinterval", json => json["configuration"]!["heartbeatinterval"] = "30" },
        { "localStart", json => { json["readers"] = 0; json["core"]!["localStart"] = true; } },
        { "answers", json => json["answers"]!["stopReportedAfterBeingBack"] = false },
        { "mainsVolts", json => json["mainsVolts"] = "230" },
        { "mainsVolts", json => json["mainsVolts"] = 400 },
    };

    [Theory]
    [MemberData(nameof(Mistakes), DisableDiscoveryEnumeration = true)]
    public void A_mistake_in_a_declaration_is_named(string named, Action<JsonNode> mistake)
    {
        var error = Assert.Throws<ProductProfileException>(() => ProductProfileReader.Parse(Edited(mistake), "my.json"));
        Assert.Contains("my.json", error.Message, StringComparison.Ordinal);
        Assert.Contains(named, Assert.Single(error.Errors), StringComparison.Ordinal);
    }

    [Fact]
    public void A_member_written_twice_is_refused() => Assert.Throws<ProductProfileException>(
        () => ProductProfileReader.Parse(Edited(_ => { }).Replace("\"readers\":1", "\"readers\":1,\"readers\":0", StringComparison.Ordinal), "x"));

    [Fact]
    public void A_name_that_is_neither_preset_nor_file_lists_the_presets()
    {
        var error = Assert.Throws<ProductProfileException>(() => ProductProfileReader.Read("amepvo"));
        Assert.Contains("ampevo, full, tethered", error.Message, StringComparison.Ordinal);
    }

    [Fact]
    public void Serial_numbers_differ_by_identity_and_stay_the_same_for_one()
    {
        var full = ProductProfileReader.Read("full");
        Assert.Equal(full.FactsFor("CP-1").SerialNumber, full.FactsFor("CP-1").SerialNumber);
        Assert.NotEqual(full.FactsFor("CP-1").SerialNumber, full.FactsFor("CP-2").SerialNumber);
        Assert.Matches("^AW22-[0-9]{8}$", full.FactsFor("CP-1").SerialNumber);
    }

    private static Dictionary<string, ConfigurationEntry> Keys(string preset) =>
        ProductConfiguration.Entries(ProductProfileReader.Read(preset)).ToDictionary(entry => entry.Name);

    private static string Edited(Action<JsonNode> edit)
    {
        var json = JsonSerializer.SerializeToNode(ProductProfileReader.Read("ampevo"), ProductProfileJson.Default.ProductProfile)!;
        edit(json);
        return json.ToJsonString();
    }
}
