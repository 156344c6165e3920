using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Security;

/// <summary>Upgrade security profile.</summary>
internal sealed class TC_083_CS : StationCase
{
    public override async Task Before(StationRun s)
    {
        if (s.Door.Profile == 1) await s.KnowsTheLab(StationSecurity.CsmsRoot);
        else await s.RenewsCertificate();
    }

    public override async Task Run(StationRun s)
    {
        var old = s.Door.Profile;
        var answer = (await s.Call("ChangeConfiguration", new { key = "SecurityProfile", value = $"{old + 1}" })).MustBe("Accepted", "RebootRequired");
        if (answer.Status == "RebootRequired" || !await s.GoesDownByItself()) await s.ResetsHard();
        if (old == 1)
        {
            // As long as the lab listens by the old profile alone, nobody comes (2025-06).
            await s.NoConnection(s.Settings.LongTimeout);
        }
        s.Door.Profile = old + 1;
        var handshake = await s.ExpectConnection();
        if (old == 1) s.SpeaksTls(handshake);
        await s.Booted();
        if (old == 1) s.JudgeChecks("the TLS handshake");
    }
}
