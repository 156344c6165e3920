using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Csms.Power.Plan;

/// <summary>How plans are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull)]
[JsonSerializable(typeof(PlanBody))]
internal sealed partial class PowerJson : JsonSerializerContext;
