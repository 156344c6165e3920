using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Reservation;

/// <summary>Reservation of a Connector - Transaction.</summary>
internal sealed class TC_046_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var reservation = await s.Reserved();
        await s.Authorizes(s.Tag);
        await s.Tells("Preparing");
        await s.Starts(s.Tag, reservation);
        await s.Tells("Charging");
    }
}
