using System.Data.Common;
using Dapper;

namespace Ampwright.Csms.MessageLog;

/// <summary>What each model and firmware deviates in.</summary>
internal static class ModelFindings
{
    /// <summary>The most frequent first.</summary>
    public static List<ModelFindingView> List(DbConnection connection, string? vendor, string? model, string? firmware, long skip, int limit) =>
        connection.Query<ModelFindingView>($"""
            SELECT vendor, model, firmware, action, kind, path, times, first_at, last_at, last_text, last_station
            FROM model_findings
            WHERE times > 0 {(vendor is null ? "" : "AND vendor = @vendor")} {(model is null ? "" : "AND model = @model")}
              {(firmware is null ? "" : "AND firmware = @firmware")}
            ORDER BY times DESC, vendor, model, firmware, action, kind, path LIMIT @limit OFFSET @skip
            """, new { vendor, model, firmware, skip, limit }).AsList();
}
