namespace Ampwright.Ocpp.Messages.Core;

/// <summary>What a value is of. Import is from the grid to the vehicle, Export the other way. OCPP 1.6 ed. 2 §7.31.</summary>
public enum Measurand
{
    [Spelling("Current.Export")]
    CurrentExport,
    [Spelling("Current.Import")]
    CurrentImport,

    /// <summary>The most that the vehicle is allowed.</summary>
    [Spelling("Current.Offered")]
    CurrentOffered,

    [Spelling("Energy.Active.Export.Register")]
    EnergyActiveExportRegister,

    /// <summary>Of the meter, as it stands; to the vehicle. The default.</summary>
    [Spelling("Energy.Active.Import.Register")]
    EnergyActiveImportRegister,

    [Spelling("Energy.Reactive.Export.Register")]
    EnergyReactiveExportRegister,
    [Spelling("Energy.Reactive.Import.Register")]
    EnergyReactiveImportRegister,
    [Spelling("Energy.Active.Export.Interval")]
    EnergyActiveExportInterval,

    /// <summary>Since the last value.</summary>
    [Spelling("Energy.Active.Import.Interval")]
    EnergyActiveImportInterval,

    [Spelling("Energy.Reactive.Export.Interval")]
    EnergyReactiveExportInterval,
    [Spelling("Energy.Reactive.Import.Interval")]
    EnergyReactiveImportInterval,

    /// <summary>In Hertz, without a unit.</summary>
    Frequency,

    [Spelling("Power.Active.Export")]
    PowerActiveExport,
    [Spelling("Power.Active.Import")]
    PowerActiveImport,
    [Spelling("Power.Factor")]
    PowerFactor,

    /// <summary>The most that the vehicle is allowed.</summary>
    [Spelling("Power.Offered")]
    PowerOffered,

    [Spelling("Power.Reactive.Export")]
    PowerReactiveExport,
    [Spelling("Power.Reactive.Import")]
    PowerReactiveImport,

    /// <summary>Of a fan.</summary>
    RPM,

    /// <summary>State of charge, in percent.</summary>
    SoC,

    Temperature,
    Voltage,
}
