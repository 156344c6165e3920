using System.Text.Json;
using System.Text.Json.Serialization;

namespace Ampwright.Csms.Prices;

/// <summary>How terms and steps are stored.</summary>
[JsonSourceGenerationOptions(JsonSerializerDefaults.Web, DefaultIgnoreCondition = JsonIgnoreCondition.WhenWritingNull, UseStringEnumConverter = true)]
[JsonSerializable(typeof(TermsBody))]
[JsonSerializable(typeof(IReadOnlyList<PriceStep>))]
internal sealed partial class PriceJson : JsonSerializerContext;
