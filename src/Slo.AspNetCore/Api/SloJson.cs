using System.Text.Json.Serialization;
using Microsoft.AspNetCore.Mvc;

namespace Slo.AspNetCore.Api;

/// <summary>Every type that the API writes, for the source generator: no reflection, whatever the app's own JSON settings.</summary>
[JsonSourceGenerationOptions(
    PropertyNamingPolicy = JsonKnownNamingPolicy.CamelCase,
    Converters =
    [
        typeof(CamelCaseEnumConverter<AlertSeverity>), typeof(CamelCaseEnumConverter<AlertState>),
        typeof(CamelCaseEnumConverter<BudgetingMethodKind>),
        typeof(CamelCaseEnumConverter<SloAnomalyBasis>), typeof(CamelCaseEnumConverter<SloAnomalySignal>),
        typeof(CamelCaseEnumConverter<SloAlertResolution>), typeof(CamelCaseEnumConverter<SloAlertTransitionKind>),
        typeof(CamelCaseEnumConverter<SloLedgerEntryKind>),
        typeof(CamelCaseEnumConverter<SloOutlierVerdict>),
        typeof(CamelCaseEnumConverter<SloReactionOverrideKind>), typeof(CamelCaseEnumConverter<SloReactionState>),
        typeof(CamelCaseEnumConverter<SloReactionStepState>), typeof(CamelCaseEnumConverter<SloScope>),
        typeof(CamelCaseEnumConverter<SloState>),
        typeof(CamelCaseEnumConverter<ThresholdComparison>),
    ])]
[JsonSerializable(typeof(SloDocument))]
[JsonSerializable(typeof(SloSummaryDocument))]
[JsonSerializable(typeof(SloOverviewDocument))]
[JsonSerializable(typeof(SeriesDocument))]
[JsonSerializable(typeof(BudgetDocument))]
[JsonSerializable(typeof(BurnRatesDocument))]
[JsonSerializable(typeof(HistoryDocument))]
[JsonSerializable(typeof(GroupsDocument))]
[JsonSerializable(typeof(ReasonsDocument))]
[JsonSerializable(typeof(ObjectiveAlertDocument))]
[JsonSerializable(typeof(FleetDocument))]
[JsonSerializable(typeof(ReactionsDocument))]
[JsonSerializable(typeof(TransitionDocument))]
[JsonSerializable(typeof(IncidentDocument))]
[JsonSerializable(typeof(LedgerEntryDocument))]
[JsonSerializable(typeof(ExclusionDocument))]
[JsonSerializable(typeof(TargetOverrideDocument))]
[JsonSerializable(typeof(ProblemDetails))]
[JsonSerializable(typeof(FindingDocument[]))]
[JsonSerializable(typeof(string))]
[JsonSerializable(typeof(string[]))]
[JsonSerializable(typeof(DateTimeOffset))]
[JsonSerializable(typeof(bool))]
[JsonSerializable(typeof(decimal))]
[JsonSerializable(typeof(long))]
internal sealed partial class SloJson : JsonSerializerContext;
