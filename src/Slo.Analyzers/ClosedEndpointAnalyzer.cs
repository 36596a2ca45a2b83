using System.Collections.Immutable;
using Microsoft.CodeAnalysis;
using Microsoft.CodeAnalysis.Diagnostics;
using Microsoft.CodeAnalysis.Operations;

namespace Slo.Analyzers;

/// <summary>SLO004: endpoints of Slo that are mapped without a word on who may call them.</summary>
[DiagnosticAnalyzer(LanguageNames.CSharp)]
public sealed class ClosedEndpointAnalyzer : DiagnosticAnalyzer
{
    private const string AdminApi = "MapSloAdminApi";

    /// <inheritdoc/>
    public override ImmutableArray<DiagnosticDescriptor> SupportedDiagnostics { get; } = ImmutableArray.Create(Rules.ClosedEndpoint);

    /// <inheritdoc/>
    public override void Initialize(AnalysisContext context)
    {
        context.ConfigureGeneratedCodeAnalysis(GeneratedCodeAnalysisFlags.None);
        context.EnableConcurrentExecution();
        context.RegisterOperationAction(Analyze, OperationKind.Invocation);
    }

    private static void Analyze(OperationAnalysisContext context)
    {
        var call = (IInvocationOperation)context.Operation;
        if (call.TargetMethod.Name is not ("MapSloApi" or AdminApi or "MapSloDashboard") || !call.TargetMethod.IsOurExtension()
            || call.Arguments.IsEmpty || !IsApp(call.Arguments[0].Value.WithoutConversions()))
        {
            return;
        }

        // An endpoint that changes something never takes anonymous requests.
        var mayBeAnonymous = call.TargetMethod.Name != AdminApi;
        IInvocationOperation last = call;
        while (last.NextInChain() is { } next)
        {
            if (MayOpen(next.TargetMethod, mayBeAnonymous))
            {
                return;
            }

            last = next;
        }

        if (last.IsDiscarded())
        {
            context.ReportDiagnostic(Diagnostic.Create(
                Rules.ClosedEndpoint, call.Syntax.GetLocation(), call.TargetMethod.Name,
                mayBeAnonymous ? ".RequireAuthorization() or .AllowAnonymous()" : ".RequireAuthorization()"));
        }
    }

    // A group, or a parameter that may be one, can carry the authorization already: only the app itself surely does not.
    private static bool IsApp(IOperation endpoints) => endpoints.Type is not null
        && (endpoints.Type.AllInterfaces.Any(type => type.Is("Microsoft.AspNetCore.Builder.IApplicationBuilder"))
            || (endpoints is IParameterReferenceOperation { Parameter.ContainingSymbol: IMethodSymbol method }
                && method.MethodKind == MethodKind.AnonymousFunction && IsInUseEndpoints(endpoints)));

    private static bool IsInUseEndpoints(IOperation operation)
    {
        IOperation? parent = operation.Parent;
        while (parent is not (null or IAnonymousFunctionOperation))
        {
            parent = parent.Parent;
        }

        return parent?.Parent is IDelegateCreationOperation { Parent: IArgumentOperation { Parent: IInvocationOperation call } }
            && call.TargetMethod.Name == "UseEndpoints";
    }

    // A call of the app's own may do anything.
    private static bool MayOpen(IMethodSymbol method, bool mayBeAnonymous) =>
        method.Name is "RequireAuthorization" or "WithMetadata" or "Add" or "Finally"
        || (method.Name == "AllowAnonymous" && mayBeAnonymous)
        || !(method.IsOurExtension() || method.ContainingNamespace.ToDisplayString().StartsWith(
            "Microsoft.AspNetCore.", StringComparison.Ordinal));
}
