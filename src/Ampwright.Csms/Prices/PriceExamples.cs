namespace Ampwright.Csms.Prices;

/// <summary>What the API's document shows of prices.</summary>
internal static class PriceExamples
{
    private const string Terms = """
        {"currency":"EUR","taxPercent":19,"pricesIncludeTax":true,"startFee":0.35,"perKwh":0.49,"perMinute":0,"idlePerMinute":0.1,"idleGraceMinutes":30,
         "minimum":null,"maximum":60,
         "bands":[{"name":"night","days":null,"from":"22:00","to":"06:00","seasonFrom":null,"seasonTo":null,"holidays":"Any","perKwh":0.39,"perMinute":null,"idlePerMinute":0},
                  {"name":"winter weekend","days":["sat","sun"],"from":null,"to":null,"seasonFrom":"11-01","seasonTo":"02-28","holidays":"Never","perKwh":0.45,"perMinute":null,"idlePerMinute":null}],
         "holidays":["2026-12-25","2026-12-26"]}
        """;

    public const string NewTariff = $$"""{"name":"Public","note":"from the 1st of March","validFrom":"2026-03-01T00:00:00Z","terms":{{Terms}}}""";

    public const string NewVersion = $$"""{"validFrom":"2026-07-01T00:00:00Z","terms":{{Terms}}}""";

    public const string Version = $$"""{"number":2,"validFrom":"2026-07-01T00:00:00Z","terms":{{Terms}},"madeAt":"2026-06-01T08:00:00Z","madeBy":"account:owner"}""";

    public const string Tariff = $$"""
        {"id":1,"name":"Public","note":"from the 1st of March",
         "current":{"number":1,"validFrom":"2026-03-01T00:00:00Z","terms":{{Terms}},"madeAt":"2026-02-20T08:00:00Z","madeBy":"account:owner"},"assignments":1}
        """;

    public const string NewAssignment = """{"tariff":1,"site":2,"group":3}""";

    public const string Assignment = """{"id":4,"tariff":1,"site":2,"station":null,"group":3}""";

    private const string Paid = """
        {"currency":"EUR","net":4.41,"tax":0.84,"gross":5.25,"taxPercent":19,
         "steps":[{"kind":"StartFee","band":null,"quantity":1,"unitPrice":0.35,"amount":0.35},{"kind":"Energy","band":null,"quantity":10,"unitPrice":0.49,"amount":4.9}]}
        """;

    public const string Estimate = $$"""{"tariff":1,"version":1,"terms":{{Terms}},"from":"2026-03-02T12:00:00Z","until":"2026-03-02T13:00:00Z","price":{{Paid}}}""";

    public const string NewCalculation = $$"""{"terms":{{Terms}},"site":2,"startsAt":"2026-03-02T13:00","energyWh":10000,"minutes":60,"idleMinutes":0}""";

    public const string Calculation = $$"""{"from":"2026-03-02T12:00:00Z","until":"2026-03-02T13:00:00Z","timeZone":"Europe/Berlin","price":{{Paid}}}""";

    public const string NewEntry = """{"kind":"Refund","gross":2.5,"reason":"the connector would not let go of the cable"}""";

    public const string Entry = """
        {"id":7,"transaction":1187402,"kind":"Charge","site":2,"receiptNumber":12,"siteName":"Harbour","station":"CP1","connectorId":1,"idTag":"04A1B2C3","driver":5,"group":3,
         "month":"2026-03","tariff":1,"version":1,"startedAt":"2026-03-02T12:00:00Z","stoppedAt":"2026-03-02T13:00:00Z","energyWh":10000,"currency":"EUR",
         "net":4.41,"tax":0.84,"gross":5.25,"taxPercent":19,
         "steps":[{"kind":"StartFee","band":null,"quantity":1,"unitPrice":0.35,"amount":0.35},{"kind":"Energy","band":null,"quantity":10,"unitPrice":0.49,"amount":4.9}],
         "reason":null,"madeAt":"2026-03-02T13:00:01Z","madeBy":"rule"}
        """;

    public const string Price = $$"""{"transaction":1187402,"billing":"Billable","unconfirmed":[],"tariff":1,"version":1,"idleSince":null,"price":{{Paid}},"balance":5.25,"entries":[{{Entry}}]}""";

    public const string Statement = $$"""
        {"name":"Ann","month":"2026-03","sums":[{"currency":"EUR","taxPercent":19,"entries":1,"sessions":1,"energyWh":10000,"net":4.41,"tax":0.84,"gross":5.25}],
         "entries":{"items":[{{Entry}}],"next":null} }
        """;

    public const string NewPayment = """{"station":"CP1","idTag":"04A1B2C3","amount":50,"currency":"EUR","method":"pm_1Nx4"}""";

    public const string Payment = """
        {"id":3,"provider":"test","station":"CP1","idTag":"04A1B2C3","transaction":1187402,"state":"Captured","currency":"EUR","amount":50,"authorized":50,"captured":5.25,"refunded":0,
         "madeAt":"2026-03-02T11:58:00Z","madeBy":"token:app","expiresAt":"2026-03-02T12:28:00Z",
         "orders":[{"key":"3-authorize","kind":"Authorize","amount":50,"state":"Done","providerReference":"test_5d1f0c2a9be47318","why":null,"tries":1,"madeAt":"2026-03-02T11:58:00Z","endedAt":"2026-03-02T11:58:01Z"},
                   {"key":"3-capture","kind":"Capture","amount":5.25,"state":"Done","providerReference":"test_0b9e7f6655aa1c02","why":null,"tries":1,"madeAt":"2026-03-02T13:00:01Z","endedAt":"2026-03-02T13:00:02Z"}]}
        """;
}
