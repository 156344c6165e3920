using Ampwright.Lab.Runs.Csms;

namespace Ampwright.Lab.Cases.Csms.Core;

/// <summary>Data Transfer to a Central System.</summary>
internal sealed class TC_064_CSMS : CsmsCase
{
    public override async Task Run(CsmsRun s)
    {
        var answer = await s.Send("DataTransfer", new { vendorId = "org.ampwright.lab.unknown", messageId = "Nothing", data = "x" });
        answer.MustBe("Rejected", "UnknownMessageId", "UnknownVendorId", "Accepted");
        if (answer.Status == "Accepted") s.Remark("The CSMS accepts a DataTransfer of a vendor that nobody knows; it passes with this warning.");
        // One that says yes to everything is not found by that: it is to keep what comes after.
        await s.Tells("Available");
        await s.KeepsStatus();
    }
}
