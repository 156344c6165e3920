using Ampwright.Ocpp.Messages.Core;
using Ampwright.Ocpp.Messages.Reservation;
using Ampwright.Ocpp.Messages.SmartCharging;

namespace Ampwright.Station.Tests.Life;

/// <summary>The states that the compliance test cases begin in, each reached and checked as the cases prescribe.</summary>
internal static class States
{
    public const int ReservationId = 77;

    /// <summary>State Charging: plug in first, then a remote start; what was heard on the way is checked and stays heard.</summary>
    public static void Charging(
        StationUnderTest test, int connector = 1, string idTag = StationUnderTest.Tag, ChargingProfile? profile = null, bool? asks = null)
    {
        var reserved = test.State.Connectors[connector - 1].Status == "Reserved";
        var key = Assert.Single(test.Call(new GetConfigurationRequest { Key = ["AuthorizeRemoteTxRequests"] }).ConfigurationKey!);
        var (authorizes, starts) = (test.Csms.All<AuthorizeRequest>().Count, test.Csms.All<StartTransactionRequest>().Count);
        test.Plug(connector);
        Assert.Equal(reserved ? "Reserved" : "Preparing", test.Told(connector)[^1]);
        Assert.Equal(RemoteStartStopStatus.Accepted, test.Call(
            new RemoteStartTransactionRequest { ConnectorId = connector, IdTag = idTag, ChargingProfile = profile }).Status.Value);
        test.Pass(10);
        if (reserved) Assert.Contains("Preparing", test.Told(connector));
        Assert.Equal(asks ?? key.Value == "true", test.Csms.All<AuthorizeRequest>().Count > authorizes);
        Assert.Equal(starts + 1, test.Csms.All<StartTransactionRequest>().Count);
        var start = test.Csms.All<StartTransactionRequest>()[^1];
        Assert.Equal((connector, idTag), (start.ConnectorId, start.IdTag));
        Assert.Equal("Charging", test.Told(connector)[^1]);
    }

    /// <summary>State Authorized: the card of <see cref="StationUnderTest.Tag"/>, and Preparing.</summary>
    public static void Authorized(StationUnderTest test, int connector = 1)
    {
        test.Present(StationUnderTest.Card);
        Assert.Single(test.Csms.All<AuthorizeRequest>());
        Assert.Equal("Preparing", test.Told(connector)[^1]);
    }

    /// <summary>With one reader for several connectors only the one under test is left.</summary>
    public static void OthersUnavailable(StationUnderTest test, int connector = 1)
    {
        foreach (var other in test.State.Connectors.Where(one => one.Number != connector))
        {
            Assert.Equal(AvailabilityStatus.Accepted, test.Call(
                new ChangeAvailabilityRequest { ConnectorId = other.Number, Type = AvailabilityType.Inoperative }).Status.Value);
            Assert.Equal("Unavailable", test.Told(other.Number)[^1]);
        }
    }

    public static ReservationStatus Reserve(
        StationUnderTest test, int connector = 1, string idTag = StationUnderTest.Tag, int id = ReservationId, string? parent = null, int seconds = 600) =>
        test.Call(new ReserveNowRequest
        {
            ConnectorId = connector,
            IdTag = idTag,
            ParentIdTag = parent,
            ReservationId = id,
            ExpiryDate = test.Time.GetUtcNow().AddSeconds(seconds),
        }).Status.Value;

    /// <summary>State Reserved.</summary>
    public static void Reserved(StationUnderTest test, int connector = 1)
    {
        Assert.Equal(ReservationStatus.Accepted, Reserve(test, connector));
        Assert.Equal("Reserved", test.Told(Math.Max(1, connector))[^1]);
    }

    public static AuthorizeResponse Accepted(string? parent = null) =>
        new() { IdTagInfo = new IdTagInfo { Status = AuthorizationStatus.Accepted, ParentIdTag = parent } };

    public static IdTagInfo Info(AuthorizationStatus status, string? parent = null) => new() { Status = status, ParentIdTag = parent };

    public static string ReasonOf(StopTransactionRequest stop) => stop.Reason is { } reason ? reason.Text : "Local";
}
