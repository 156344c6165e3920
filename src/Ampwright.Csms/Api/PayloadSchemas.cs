using System.Globalization;
using System.Text.Json.Nodes;
using Ampwright.Ocpp.Payloads;
using Microsoft.OpenApi;

namespace Ampwright.Csms.Api;

/// <summary>Payloads of OCPP as schemas of the OpenAPI document, made from the table that reads them: nothing is described twice.</summary>
internal static class PayloadSchemas
{
    /// <summary>A reference to the schema of the shape, which is added to the document with all that it contains.</summary>
    public static IOpenApiSchema Of(OpenApiDocument document, PayloadShape shape)
    {
        var name = $"Ocpp{shape.Type.Name}";
        if (document.Components?.Schemas?.ContainsKey(name) != true) document.AddComponent<IOpenApiSchema>(name, Describe(document, shape));
        return new OpenApiSchemaReference(name, document);
    }

    private static OpenApiSchema Describe(OpenApiDocument document, PayloadShape shape) => new()
    {
        Type = JsonSchemaType.Object,
        AdditionalPropertiesAllowed = false,
        Properties = shape.Fields.ToDictionary(field => field.Name, field => Describe(document, field), StringComparer.Ordinal),
        Required = shape.Fields.Where(field => field.Required).Select(field => field.Name).ToHashSet(StringComparer.Ordinal),
    };

    private static IOpenApiSchema Describe(OpenApiDocument document, PayloadField field) => field.Kind switch
    {
        FieldKind.Text => new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = field.MaxLength },
        FieldKind.Uri => new OpenApiSchema { Type = JsonSchemaType.String, Format = "uri" },
        FieldKind.Integer => new OpenApiSchema
        {
            Type = JsonSchemaType.Integer,
            Format = "int32",
            Minimum = field.Minimum?.ToString(CultureInfo.InvariantCulture),
            Description = field.IsWattHours ? "In Wh" : null,
        },
        FieldKind.Decimal => new OpenApiSchema { Type = JsonSchemaType.Number, MultipleOf = 0.1m },
        FieldKind.Boolean => new OpenApiSchema { Type = JsonSchemaType.Boolean },
        FieldKind.Time => new OpenApiSchema { Type = JsonSchemaType.String, Format = "date-time" },
        FieldKind.Enum => new OpenApiSchema { Type = JsonSchemaType.String, Enum = [.. field.EnumTexts.Select(text => (JsonNode)JsonValue.Create(text))] },
        FieldKind.Object => Of(document, field.Nested!),
        FieldKind.ObjectList => new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = Of(document, field.Nested!),
            MinItems = field.MinItems > 0 ? field.MinItems : null,
            MaxItems = PayloadLimits.MaxElements,
        },
        FieldKind.TextList => new OpenApiSchema
        {
            Type = JsonSchemaType.Array,
            Items = new OpenApiSchema { Type = JsonSchemaType.String, MaxLength = field.MaxLength },
            MaxItems = PayloadLimits.MaxElements,
        },
        _ => throw new InvalidOperationException($"No schema for a field of kind {field.Kind}."),
    };
}
