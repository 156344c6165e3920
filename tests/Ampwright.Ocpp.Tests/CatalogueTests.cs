using System.Runtime.CompilerServices;
using Ampwright.Ocpp.Messages;
using Ampwright.Ocpp.Tests.Payloads;

namespace Ampwright.Ocpp.Tests;

public sealed class CatalogueTests
{
    [Fact]
    public void It_has_the_28_actions_of_OCPP_and_the_11_of_the_security_whitepaper()
    {
        Assert.Equal(39, Catalogue.All.Count);
        Assert.Equal(39, Catalogue.All.Select(action => action.Name).Distinct().Count());
        Assert.Equal(11, Catalogue.All.Count(action => action.Profile == FeatureProfile.Security));
    }

    [Theory]
    [InlineData(FeatureProfile.Core, Direction.StationToCsms, "Authorize BootNotification Heartbeat MeterValues StartTransaction StatusNotification StopTransaction")]
    [InlineData(FeatureProfile.Core, Direction.CsmsToStation, "ChangeAvailability ChangeConfiguration ClearCache GetConfiguration RemoteStartTransaction RemoteStopTransaction Reset UnlockConnector")]
    [InlineData(FeatureProfile.Core, Direction.Both, "DataTransfer")]
    [InlineData(FeatureProfile.Firmware, Direction.StationToCsms, "DiagnosticsStatusNotification FirmwareStatusNotification")]
    [InlineData(FeatureProfile.Firmware, Direction.CsmsToStation, "GetDiagnostics UpdateFirmware")]
    [InlineData(FeatureProfile.LocalAuthList, Direction.CsmsToStation, "GetLocalListVersion SendLocalList")]
    [InlineData(FeatureProfile.Reservation, Direction.CsmsToStation, "CancelReservation ReserveNow")]
    [InlineData(FeatureProfile.SmartCharging, Direction.CsmsToStation, "ClearChargingProfile GetCompositeSchedule SetChargingProfile")]
    [InlineData(FeatureProfile.RemoteTrigger, Direction.CsmsToStation, "TriggerMessage")]
    [InlineData(FeatureProfile.Security, Direction.StationToCsms, "LogStatusNotification SecurityEventNotification SignCertificate SignedFirmwareStatusNotification")]
    [InlineData(FeatureProfile.Security, Direction.CsmsToStation, "CertificateSigned DeleteCertificate ExtendedTriggerMessage GetInstalledCertificateIds GetLog InstallCertificate SignedUpdateFirmware")]
    public void Each_profile_has_its_actions_in_each_direction(FeatureProfile profile, Direction direction, string names) =>
        Assert.Equal(names.Split(' '), Catalogue.All.Where(action => action.Profile == profile && action.Direction == direction).Select(action => action.Name));

    [Fact]
    public void An_action_is_found_by_its_exact_name_only()
    {
        Assert.All(Catalogue.All, action => Assert.Same(action, Catalogue.Find(action.Name)));
        Assert.Null(Catalogue.Find("heartbeat"));
        Assert.Null(Catalogue.Find("Heartbeat.req"));
        Assert.Null(Catalogue.Find(""));
    }

    [Fact]
    public void Every_action_has_a_field_of_its_own_name()
    {
        var fields = typeof(Catalogue).GetFields().ToDictionary(field => field.Name, field => (OcppAction)field.GetValue(null)!);
        Assert.Equal(Catalogue.All.Select(action => action.Name).Order(StringComparer.Ordinal), fields.Keys.Order(StringComparer.Ordinal));
        Assert.All(fields, field => Assert.Equal(field.Key, field.Value.Name));
    }

    [Fact]
    public void A_request_knows_its_action_and_the_type_of_its_answer()
    {
        foreach (var action in Catalogue.All)
        {
            var request = (IRequest)RuntimeHelpers.GetUninitializedObject(action.Request.Type);
            Assert.Same(action, request.Action);
            Assert.Equal(action.Response.Type, action.Request.Type.GetInterfaces().Single(type => type.IsGenericType && type.GetGenericTypeDefinition() == typeof(IRequest<>)).GenericTypeArguments[0]);
            Assert.Equal($"{action.Name}Request", action.Request.Type.Name);
            Assert.Equal($"{action.Name}Response", action.Response.Type.Name);
        }
    }

    [Fact]
    public void Every_payload_lives_in_the_folder_of_its_profile() =>
        Assert.All(Payload.All, payload => Assert.Equal($"Ampwright.Ocpp.Messages.{payload.Action.Profile}", payload.Shape.Type.Namespace));
}
