import {
  createDomainNameAccessAssociation,
  deleteDomainNameAccessAssociation,
  getDomainNameAccessAssociations,
} from './access-associations.ts'
import { getAccount, updateAccount } from './account.ts'
import { createApiKey, deleteApiKey, getApiKey, getApiKeys, updateApiKey } from './api-keys.ts'
import { createAuthorizer, deleteAuthorizer, getAuthorizer, getAuthorizers, updateAuthorizer } from './authorizers.ts'
import {
  createBasePathMapping,
  deleteBasePathMapping,
  getBasePathMapping,
  getBasePathMappings,
  updateBasePathMapping,
} from './base-path-mappings.ts'
import type { Operation } from './call.ts'
import {
  deleteClientCertificate,
  generateClientCertificate,
  getClientCertificate,
  getClientCertificates,
  updateClientCertificate,
} from './client-certificates.ts'
import { createDeployment, deleteDeployment, getDeployment, getDeployments, updateDeployment } from './deployments.ts'
import {
  createDocumentationPart,
  deleteDocumentationPart,
  getDocumentationPart,
  getDocumentationParts,
  importDocumentationParts,
  updateDocumentationPart,
} from './documentation-parts.ts'
import {
  createDocumentationVersion,
  deleteDocumentationVersion,
  getDocumentationVersion,
  getDocumentationVersions,
  updateDocumentationVersion,
} from './documentation-versions.ts'
import { createDomainName, deleteDomainName, getDomainName, getDomainNames, updateDomainName } from './domain-names.ts'
import { getExport } from './exports.ts'
import {
  deleteGatewayResponse,
  getGatewayResponse,
  getGatewayResponses,
  putGatewayResponse,
  updateGatewayResponse,
} from './gateway-responses.ts'
import { importApiKeys } from './import-api-keys.ts'
import { importRestApi, putRestApi } from './imports.ts'
import {
  deleteIntegrationResponse,
  getIntegrationResponse,
  putIntegrationResponse,
  updateIntegrationResponse,
} from './integration-responses.ts'
import { deleteIntegration, getIntegration, putIntegration, updateIntegration } from './integrations.ts'
import { deleteMethodResponse, getMethodResponse, putMethodResponse, updateMethodResponse } from './method-responses.ts'
import { deleteMethod, getMethod, putMethod, updateMethod } from './methods.ts'
import { createModel, deleteModel, getModel, getModels, getModelTemplate, updateModel } from './models.ts'
import {
  createRequestValidator,
  deleteRequestValidator,
  getRequestValidator,
  getRequestValidators,
  updateRequestValidator,
} from './request-validators.ts'
import { createResource, deleteResource, getResource, getResources, updateResource } from './resources.ts'
import { updateRestApi } from './rest-api-patch.ts'
import { createRestApi, deleteRestApi, getRestApi, getRestApis } from './rest-apis.ts'
import { getSdk, getSdkType, getSdkTypes } from './sdks.ts'
import { flushStageAuthorizersCache, flushStageCache } from './stage-caches.ts'
import { createStage, deleteStage, getStage, getStages, updateStage } from './stages.ts'
import { getTags, tagResource, untagResource } from './tags.ts'
import { testInvokeAuthorizer } from './test-invoke-authorizer.ts'
import { testInvokeMethod } from './test-invoke-method.ts'
import { getUsage, updateUsage } from './usage.ts'
import {
  createUsagePlan,
  createUsagePlanKey,
  deleteUsagePlan,
  deleteUsagePlanKey,
  getUsagePlan,
  getUsagePlanKey,
  getUsagePlanKeys,
  getUsagePlans,
  updateUsagePlan,
} from './usage-plans.ts'
import { createVpcLink, deleteVpcLink, getVpcLink, getVpcLinks, updateVpcLink } from './vpc-links.ts'

/** The operations of API Gateway that this gateway serves, by the name that the service's model gives them. */
export const OPERATIONS_SERVED: Readonly<Record<string, Operation>> = {
  CreateApiKey: createApiKey,
  CreateAuthorizer: createAuthorizer,
  CreateBasePathMapping: createBasePathMapping,
  CreateDeployment: createDeployment,
  CreateDocumentationPart: createDocumentationPart,
  CreateDocumentationVersion: createDocumentationVersion,
  CreateDomainName: createDomainName,
  CreateDomainNameAccessAssociation: createDomainNameAccessAssociation,
  CreateModel: createModel,
  CreateRequestValidator: createRequestValidator,
  CreateResource: createResource,
  CreateRestApi: createRestApi,
  CreateStage: createStage,
  CreateUsagePlan: createUsagePlan,
  CreateUsagePlanKey: createUsagePlanKey,
  CreateVpcLink: createVpcLink,
  DeleteApiKey: deleteApiKey,
  DeleteAuthorizer: deleteAuthorizer,
  DeleteBasePathMapping: deleteBasePathMapping,
  DeleteClientCertificate: deleteClientCertificate,
  DeleteDeployment: deleteDeployment,
  DeleteDocumentationPart: deleteDocumentationPart,
  DeleteDocumentationVersion: deleteDocumentationVersion,
  DeleteDomainName: deleteDomainName,
  DeleteDomainNameAccessAssociation: deleteDomainNameAccessAssociation,
  DeleteGatewayResponse: deleteGatewayResponse,
  DeleteIntegration: deleteIntegration,
  DeleteIntegrationResponse: deleteIntegrationResponse,
  DeleteMethod: deleteMethod,
  DeleteMethodResponse: deleteMethodResponse,
  DeleteModel: deleteModel,
  DeleteRequestValidator: deleteRequestValidator,
  DeleteResource: deleteResource,
  DeleteRestApi: deleteRestApi,
  DeleteStage: deleteStage,
  DeleteUsagePlan: deleteUsagePlan,
  DeleteUsagePlanKey: deleteUsagePlanKey,
  DeleteVpcLink: deleteVpcLink,
  FlushStageAuthorizersCache: flushStageAuthorizersCache,
  FlushStageCache: flushStageCache,
  GenerateClientCertificate: generateClientCertificate,
  GetAccount: getAccount,
  GetApiKey: getApiKey,
  GetApiKeys: getApiKeys,
  GetAuthorizer: getAuthorizer,
  GetAuthorizers: getAuthorizers,
  GetBasePathMapping: getBasePathMapping,
  GetBasePathMappings: getBasePathMappings,
  GetClientCertificate: getClientCertificate,
  GetClientCertificates: getClientCertificates,
  GetDeployment: getDeployment,
  GetDeployments: getDeployments,
  GetDocumentationPart: getDocumentationPart,
  GetDocumentationParts: getDocumentationParts,
  GetDocumentationVersion: getDocumentationVersion,
  GetDocumentationVersions: getDocumentationVersions,
  GetDomainName: getDomainName,
  GetDomainNameAccessAssociations: getDomainNameAccessAssociations,
  GetDomainNames: getDomainNames,
  GetExport: getExport,
  GetGatewayResponse: getGatewayResponse,
  GetGatewayResponses: getGatewayResponses,
  GetIntegration: getIntegration,
  GetIntegrationResponse: getIntegrationResponse,
  GetMethod: getMethod,
  GetMethodResponse: getMethodResponse,
  GetModel: getModel,
  GetModels: getModels,
  GetModelTemplate: getModelTemplate,
  GetRequestValidator: getRequestValidator,
  GetRequestValidators: getRequestValidators,
  GetResource: getResource,
  GetResources: getResources,
  GetRestApi: getRestApi,
  GetRestApis: getRestApis,
  GetSdk: getSdk,
  GetSdkType: getSdkType,
  GetSdkTypes: getSdkTypes,
  GetStage: getStage,
  GetStages: getStages,
  GetTags: getTags,
  GetUsage: getUsage,
  GetUsagePlan: getUsagePlan,
  GetUsagePlanKey: getUsagePlanKey,
  GetUsagePlanKeys: getUsagePlanKeys,
  GetUsagePlans: getUsagePlans,
  GetVpcLink: getVpcLink,
  GetVpcLinks: getVpcLinks,
  ImportApiKeys: importApiKeys,
  ImportDocumentationParts: importDocumentationParts,
  ImportRestApi: importRestApi,
  PutGatewayResponse: putGatewayResponse,
  PutIntegration: putIntegration,
  PutIntegrationResponse: putIntegrationResponse,
  PutMethod: putMethod,
  PutMethodResponse: putMethodResponse,
  PutRestApi: putRestApi,
  RejectDomainNameAccessAssociation: deleteDomainNameAccessAssociation,
  TagResource: tagResource,
  TestInvokeAuthorizer: testInvokeAuthorizer,
  TestInvokeMethod: testInvokeMethod,
  UntagResource: untagResource,
  UpdateAccount: updateAccount,
  UpdateApiKey: updateApiKey,
  UpdateAuthorizer: updateAuthorizer,
  UpdateBasePathMapping: updateBasePathMapping,
  UpdateClientCertificate: updateClientCertificate,
  UpdateDeployment: updateDeployment,
  UpdateDocumentationPart: updateDocumentationPart,
  UpdateDocumentationVersion: updateDocumentationVersion,
  UpdateDomainName: updateDomainName,
  UpdateGatewayResponse: updateGatewayResponse,
  UpdateIntegration: updateIntegration,
  UpdateIntegrationResponse: updateIntegrationResponse,
  UpdateMethod: updateMethod,
  UpdateMethodResponse: updateMethodResponse,
  UpdateModel: updateModel,
  UpdateRequestValidator: updateRequestValidator,
  UpdateResource: updateResource,
  UpdateRestApi: updateRestApi,
  UpdateStage: updateStage,
  UpdateUsage: updateUsage,
  UpdateUsagePlan: updateUsagePlan,
  UpdateVpcLink: updateVpcLink,
}
