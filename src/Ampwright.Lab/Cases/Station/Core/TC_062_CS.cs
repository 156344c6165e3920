using Ampwright.Lab.Runs.Station;

namespace Ampwright.Lab.Cases.Station.Core;

/// <summary>Data Transfer to a Charge Point.</summary>
internal sealed class TC_062_CS : StationCase
{
    public override async Task Run(StationRun s)
    {
        var answer = await s.Call("DataTransfer", new { vendorId = "org.ampwright.lab.unknown", messageId = "Nothing", data = "x" });
        answer.MustBe("Rejected", "UnknownMessageId", "UnknownVendorId", "Accepted");
        if (answer.Status == "Accepted") s.Remark("The station accepts a DataTransfer of a vendor that nobody knows; it passes with this warning.");
        await s.StillAnswers();
    }
}
